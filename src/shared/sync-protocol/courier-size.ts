/** How large a courier file may be, and what its name ends with; apart from the sealing, for pages to load. */

/** A larger file is not read at all. */
export const MAX_COURIER_BYTES = 64 * 1024 * 1024;
/** A writer stops here, so that what it writes can be read. */
export const COURIER_ROOM_BYTES = 60 * 1024 * 1024;
/** Of the name of such a file. */
export const COURIER_EXTENSION = 'courier';
