/** The window for the customer: draws the card or a quiet sentence, and knows nothing else. */
import type { CustomerScreen } from '../shared/contract/customer-screen';
import { drawScreen } from './draw';

interface Bridge {
  readonly onScreen: (listener: (screen: unknown) => void) => void;
}
/** From src/preload/customer.ts. */
const bridge = (globalThis as unknown as { readonly xiantingCustomer: Bridge }).xiantingCustomer;
const root = document.getElementById('screen');
if (root === null) throw new Error('index.html has no #screen');

// Only main can send here, and it sends nothing else.
bridge.onScreen((screen) => {
  drawScreen(root, screen as CustomerScreen);
});
