/** Puts text on the clipboard; true when it is there. Works without the clipboard permission, which pages do not get. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Refused by policy: the older way needs only the click that led here.
    const active = document.activeElement;
    const helper = document.createElement('textarea');
    helper.value = text;
    helper.style.position = 'fixed';
    helper.style.opacity = '0';
    document.body.append(helper);
    helper.select();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way that needs no permission
    const copied = document.execCommand('copy');
    helper.remove();
    if (active instanceof HTMLElement) active.focus();
    return copied;
  }
}
