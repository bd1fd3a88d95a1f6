import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const web = dirname(fileURLToPath(import.meta.url));

/** GraphiQL with everything it needs, for the gateway to serve at /graphiql/. */
export default defineConfig({
  root: web,
  base: '/graphiql/',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: join(web, '..', 'dist', 'web'),
    emptyOutDir: true,
    // The editor is one big library; splitting it would only add round trips.
    chunkSizeWarningLimit: 8000,
    rolldownOptions: {
      onLog(level, log, report) {
        // GraphiQL ships "use no memo" for the React compiler, which is not used here.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
  logLevel: 'warn',
});
