/** Id of the date of such a task, for whoever asks why this date. */
export const ownDateId = (taskId: string): string => `own.${taskId}`;
