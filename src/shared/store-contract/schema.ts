/** What main has to know of the schema of the store before the store is open. A test compares both with the registry of migrations. */

/** The version that this program brings a database to. */
export const schemaVersion = 6;

/**
 * Databases from this version on can be shown as they are when they can't be migrated: their list entries say everything that decides
 * who may see a case and what is owed. Older ones are filled again from the journal instead.
 */
export const oldestShownVersion = 4;
