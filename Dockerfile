# Trove in a container: `docker build -t trove .`, then `docker run -p 4000:4000 -v trove:/data trove`.
# Arguments are those of the command line: `docker run trove worker`.

# Builds: compilers and the tools of development stay in this stage.
FROM node:22-bookworm AS build
WORKDIR /trove
# First what rarely changes, so that a change of the code does not install everything anew.
COPY package.json package-lock.json ./
COPY scripts ./scripts
RUN npm ci
COPY . .
RUN npm run build \
  && npm prune --omit=dev --ignore-scripts \
  # What only compilers and debuggers read is half of it.
  && find node_modules -type f -regex '.*\.\(d\.[cm]?ts\|map\|[acho]\|cpp\)' -delete

# Runs.
FROM node:22-bookworm-slim
# In a container the address of this machine only would be reachable by nobody. The worker's port tells its health.
ENV NODE_ENV=production \
  HOST=0.0.0.0 \
  PORT=4000 \
  TROVE_WORKER_PORT=4100 \
  TROVE_DATA_DIR=/data
RUN mkdir /data && chown node:node /data
WORKDIR /trove
COPY --from=build /trove/package.json ./
COPY --from=build /trove/node_modules ./node_modules
COPY --from=build /trove/scripts/container-health.mjs ./scripts/
COPY --from=build /trove/dist/web ./dist/web
COPY --from=build /trove/dist/migrations ./dist/migrations
COPY --from=build /trove/dist/ml-models ./dist/ml-models
COPY --from=build /trove/dist/resolvers ./dist/resolvers
COPY --from=build /trove/dist/schema ./dist/schema
COPY --from=build /trove/dist/src ./dist/src
# By number, so that a cluster can see that it is not root: the user "node".
USER 1000:1000
VOLUME ["/data"]
EXPOSE 4000
# Whether the process answers, not whether all of its servers do: to start it again would not bring those back.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "scripts/container-health.mjs"]
# Node.js is process 1: Trove listens for SIGTERM itself, and buries the processes that it starts to train models.
ENTRYPOINT ["node", "dist/src/cli/main.js"]
CMD ["serve"]
