/** Where the page of the console and its operations live on the server. */
export const consolePath = '/console';
/** A page of another origin can't send it without asking first, and is never allowed to. */
export const consoleHeader = 'x-xianting-console';
