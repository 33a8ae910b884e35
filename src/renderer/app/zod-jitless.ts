/** A strict CSP forbids `eval`, and zod's fast path uses it. Must be imported before any schema is built. */
import { config } from 'zod';

config({ jitless: true });
