# The program alone, static, as a user without rights: `docker build -t outreach-mcp .`
#
#   docker run --rm -p 127.0.0.1:8080:8080 -e OUTREACH_AUTH_TOKEN -e INSTANTLY_API_KEY -v outreach:/data outreach-mcp
#   docker run --rm -i --no-healthcheck -e INSTANTLY_API_KEY -v outreach:/data outreach-mcp stdio
#
# The root file system can be read-only (`--read-only`): only /data is written, which holds the journal.

# `prebuilt` takes a program that is built already, and certificates, from the build context: releases do, for each processor.
ARG PROGRAM_FROM=build

FROM rust:1-alpine AS build
RUN apk add --no-cache build-base ca-certificates
WORKDIR /source
COPY . .
RUN cargo build --locked --release \
    && mkdir -p /made/data && cp target/release/outreach-mcp /etc/ssl/certs/ca-certificates.crt /made

FROM scratch AS prebuilt
COPY outreach-mcp ca-certificates.crt /made/
COPY data /made/data

FROM ${PROGRAM_FROM} AS made

FROM scratch
LABEL org.opencontainers.image.title="outreach-mcp" \
      org.opencontainers.image.description="The outreach actions of Instantly, Overloop and Snov.io as MCP tools" \
      org.opencontainers.image.licenses="MIT"
COPY --from=made /made/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=made /made/outreach-mcp /usr/local/bin/outreach-mcp
COPY --from=made --chown=65532:65532 /made/data /data
ENV OUTREACH_STORE=/data/journal.db OUTREACH_LISTEN=0.0.0.0:8080
USER 65532:65532
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s CMD ["/usr/local/bin/outreach-mcp", "health"]
ENTRYPOINT ["/usr/local/bin/outreach-mcp"]
CMD ["serve"]
