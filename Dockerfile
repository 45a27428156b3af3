# One image for the API, the worker and the migration; docker-compose.yml says which runs.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY web/package.json ./web/
RUN npm ci --include=dev
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
# The cabinet shows the guides of the vendors.
COPY docs/medods.md docs/profsalon.md ./docs/
COPY docs/en ./docs/en
COPY web ./web
RUN npm run build && npm run build --workspace web && npm prune --omit=dev
# Temporal's worker comes with its core for every platform, nearly 30 MB each.
RUN find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 \
  ! -name "$(uname -m)-unknown-linux-gnu" -exec rm --recursive {} +

FROM node:24.21.0-bookworm-slim
# Temporal's client checks certificates against those of the system.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production NODE_OPTIONS=--enable-source-maps
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/web/dist ./web/dist
USER node
EXPOSE 8080
CMD ["node", "dist/api/main.js"]
