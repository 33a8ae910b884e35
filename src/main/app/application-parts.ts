/** What is loaded once the window is open. One import, so that it comes as one file. */
export { createApplication } from './application';
export { answer } from '../ipc/answer';
