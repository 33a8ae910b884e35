/** Hands a file to the browser, which asks where to put it or puts it where it puts all. @param base64 its bytes */
export function saveFile(base64: string, fileName: string, type = 'application/octet-stream'): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken it by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
