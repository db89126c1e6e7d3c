//! The steps of a campaign or subsequence, as they are read and as they are to be written.

use crate::instantly::prelude::*;

/// Why these steps would drop others of the campaign or subsequence, or wordings of them; `None` if they would not. `read_with` is the tool that reads them.
pub fn drops_steps(inputs: &Value, campaign: &Value, read_with: &str) -> Option<String> {
    let (has, given) = (steps(campaign), steps(inputs));
    let wordings = |steps: &[&Value]| -> usize {
        steps.iter().filter_map(|step| step.get("variants")?.as_array()).map(Vec::len).sum()
    };
    let (wordings_has, wordings_given) = (wordings(&has), wordings(&given));
    let (what, has, given) = if given.len() < has.len() {
        ("steps", has.len(), given.len())
    } else if wordings_given < wordings_has {
        ("`variants`", wordings_has, wordings_given)
    } else {
        return None;
    };
    Some(format!(
        "`sequences` replaces all steps and their wordings: of {what} it has {has}, and {given} would be left. Read them \
         with {read_with}, and pass all that is to stay, with your change; to drop the others, pass \
         `replace_sequences`: true."
    ))
}

fn steps(of: &Value) -> Vec<&Value> {
    let sequences = of.get("sequences").and_then(Value::as_array).into_iter().flatten();
    sequences.filter_map(|sequence| sequence.get("steps")?.as_array()).flatten().collect()
}
