/**
 * Name of the one policy by which the page for staff may give text to the parts of the browser that run it. The policy of its content
 * names it (main/windows/protocol.ts), the page defines it (renderer/bridge/trusted.ts); a second one is refused.
 */
export const trustedTypesPolicy = 'xianting';
