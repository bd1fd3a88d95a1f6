/** What can name a model or a run. Whatever else somebody asks for is not there, and no database has to be asked. */
export function isName(text: string): boolean {
  return /^[\w.-]{1,100}$/.test(text);
}
