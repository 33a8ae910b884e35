/** 网点中转机 (branch hub): one PC of the branch through which the others go on while headquarters can't be reached. */
import { z } from 'zod';
import { Done, noError, operation, view } from './define';

export interface HubStatusView {
  /** Keys of the other PCs come from headquarters: before it is connected there is no hub. */
  readonly enrolled: boolean;
  /** Addresses of this PC in the network of the branch, to choose from. */
  readonly addresses: readonly string[];
  readonly usualPort: number;
  /** This PC is the hub; null where it is not. */
  readonly serving: {
    readonly address: string;
    readonly port: number;
    /** Text key in the `sync` namespace: why it does not listen; null when it does. */
    readonly reasonCode: string | null;
    /** Other PCs of the branch, and when each was here since the start of the program; those that were here last go first. */
    readonly seen: readonly { readonly deviceTag: string; readonly atMs: number | null }[];
    /** Evidence files that came from the others, and that they fetched, since somebody signed in. */
    readonly files: { readonly received: number; readonly given: number };
  } | null;
  /** This PC goes to another one; null where it does not. */
  readonly using: {
    /** With its port. */
    readonly address: string;
    readonly deviceTag: string;
    readonly lastContactAtMs: number | null;
    readonly connected: boolean;
    /** Evidence files: those that the hub still lacks, and since somebody signed in those that went there and came from there. */
    readonly files: { readonly waiting: number; readonly sent: number; readonly fetched: number };
    /** Text key in the `sync` namespace; null when all is well. */
    readonly reasonCode: string | null;
  } | null;
}

/** Dotted, as the hub shows it: names can be given to another PC. */
export const HubAddress = z.ipv4();
export const HubPort = z.int().min(1024).max(65_535);
const Place = z.strictObject({ address: HubAddress, port: HubPort });

/** Why this PC does not become the hub, or does not go to another one. */
export const hubRefusals = [
  'hub.notEnrolled',
  'hub.addressGone',
  'hub.portTaken',
  'hub.listenFailed',
  'hub.unreachable',
  'hub.timeout',
  'hub.notOurs',
  'hub.unknownPc',
  'hub.isThisPc',
] as const;
export type HubRefusal = (typeof hubRefusals)[number];
const refused = z.strictObject({ code: z.enum(hubRefusals) });

export const hubContract = {
  'hub.status': operation({ kind: 'query', input: z.strictObject({}), output: view<HubStatusView>(), error: noError }),
  /** This PC becomes the hub. */
  'hub.serve': operation({ kind: 'command', input: Place, output: Done, error: refused }),
  /** This PC goes to the hub at this address; which PC that is is kept with it. */
  'hub.use': operation({ kind: 'command', input: Place, output: Done, error: refused }),
  /** Neither the one nor the other any more. */
  'hub.leave': operation({ kind: 'command', input: z.strictObject({}), output: Done, error: noError }),
} as const;
