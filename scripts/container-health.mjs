// The health check of the container image: exit code 0 while the gateway or the worker in it answers.
const ports = [process.env.PORT, process.env.TROVE_WORKER_PORT].filter(Boolean);

const asked = ports.map(async (port) => {
  const answer = await fetch(`http://127.0.0.1:${port}/health/live`);
  if (!answer.ok) throw new Error(`${port}: status ${answer.status}`);
});

await Promise.any(asked).catch((failures) => {
  console.error(failures.errors.map(String).join('\n'));
  process.exitCode = 1;
});
