# `npm run image:check` runs these steps without Docker, and looks at what comes of them.
FROM node:24.21-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM node:24.21-slim
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY src ./src
# Of the embedded database; a named volume that is mounted here first takes over its owner.
RUN mkdir /data && chown node:node /data
ENV NODE_ENV=production
ENV HOST=0.0.0.0
ENV PORT=4000
ENV DATA_DIR=/data
USER node
VOLUME /data
EXPOSE 4000
# Not /readyz: a database that is away is no reason to kill what holds outcomes that are to be written to it.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# It handles SIGTERM itself and starts no other processes, so it may be process 1; `docker run --init` does no harm.
CMD ["node", "src/main.ts"]
