/** Who was started by a gateway or a worker ends with it: nobody would hear how it went. */
export function endWithParent(): AbortSignal {
  const parent = new AbortController();
  process.once('disconnect', () => {
    parent.abort(new Error('The process that asked for this training has died.'));
  });
  process.channel?.unref();
  return parent.signal;
}
