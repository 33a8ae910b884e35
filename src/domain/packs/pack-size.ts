/** Characters of a pack as text: nothing that a person could write needs more. */
export const mostPackCharacters = 2_000_000;
