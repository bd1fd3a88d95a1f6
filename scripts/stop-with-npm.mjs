// npm passes signals to the shell that started the script, and most shells keep them to themselves: they just end.

/** Sends this process SIGTERM when the shell between npm and it is gone. Only for a script that npm has started. */
export function stopWithNpm() {
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}
