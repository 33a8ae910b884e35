/**
 * Layout by the room that the page really has. A media query in `em` knows nothing of the text size chosen in the
 * application; a container query in `rem` does, and leaves the rail out of the reckoning.
 */

/** Attribute of a bar that stays at the foot of the page, over what scrolls under it. */
export const footBar = { 'data-foot-bar': true } as const;

/** For the element that holds and scrolls the page. */
export const pageContainer = {
  containerType: 'size',
  containerName: 'page',
  // What gets the focus is scrolled out from under the bar.
  '&:has([data-foot-bar])': { scrollPaddingBottom: '9rem' },
} as const;

/** Style key: the page is at least this wide, in lines of text. */
export const pageFrom = (rem: number): string => `@container page (min-width: ${rem}rem)`;

/** Style key: so low (zoomed in, large type) that a bar which stays in sight would leave too little of what it stands on. */
export const lowPage = '@container page (max-height: 24rem)';
