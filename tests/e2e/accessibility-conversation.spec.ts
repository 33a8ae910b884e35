import { pagesAreAccessible } from './support/accessible-walks';

pagesAreAccessible(['conversation']);
