// The package has the vendor's address written in: its requests go to the stand-in instead.
const real = globalThis.fetch;
globalThis.fetch = (url, options) => real(String(url).replace("https://api.instantly.ai/api/v2", process.env.INSTANTLY_BASE_URL), options);
