/** 总行证书: chosen by whoever connects this PC, before it is set up or as its administrator. */
import { readFile, stat } from 'node:fs/promises';
import { may } from '../../domain/authority/roles';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { Core } from '../app/core';
import type { CallContext } from '../ipc/answer';
import type { Keyring } from '../keys/keyring';
import { MAX_CERTIFICATE_BYTES } from '../sync/line-certificates';
import type { LineTrust } from '../sync/line-trust';
import type { Dialogs } from '../windows/dialogs';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `certificate.${string}`>>;

export interface CertificateHandlerDeps {
  readonly core: Pick<Core, 'audit' | 'log'>;
  readonly line: Omit<LineTrust, 'net'>;
  readonly dialogs: Pick<Dialogs, 'open'>;
  /** Without one nobody works here yet, so nobody can have the permission. */
  readonly keyring: () => Keyring | undefined;
}

const authorityFiles = ['pem', 'crt', 'cer'];
const ownFiles = ['p12', 'pfx'];

export function certificateHandlers({ core, line, dialogs, keyring }: CertificateHandlerDeps): Handlers {
  const isTheirs = ({ session }: CallContext): boolean =>
    session ? may(session.user.role, 'sync.enrol') : keyring() === undefined;
  const trace = async (
    { session }: CallContext,
    setting: 'hqAuthority' | 'hqOwnCertificate',
    to: string,
  ): Promise<void> => {
    core.log.info('line.certificate', { setting, to });
    if (session) await core.audit(session, { type: 'audit.settingChanged', payload: { setting, to } });
  };
  const chosenFile = async (extensions: readonly string[]): Promise<Buffer | 'unreadable' | 'tooLarge' | undefined> => {
    const [file] = await dialogs.open(extensions, { many: false });
    if (file === undefined) return undefined;
    try {
      if ((await stat(file)).size > MAX_CERTIFICATE_BYTES) return 'tooLarge';
      return await readFile(file);
    } catch (cause) {
      core.log.warn('line.certificateFile', { cause: String(cause instanceof Error && 'code' in cause && cause.code) });
      return 'unreadable';
    }
  };

  return {
    'certificate.list': async () => ok(line.view()),
    'certificate.takeAuthority': async (_input, context) => {
      if (!isTheirs(context)) return err({ code: 'certificate.notYours' });
      const bytes = await chosenFile(authorityFiles);
      if (bytes === undefined) return ok({ cancelled: true });
      if (typeof bytes === 'string') return err({ code: `certificate.${bytes}` });
      const taken = await line.takeAuthorities(bytes);
      if (!taken.ok) return taken;
      await trace(context, 'hqAuthority', shortOf(taken.value[0]?.fingerprint ?? ''));
      return ok({ cancelled: false });
    },
    'certificate.takeOwn': async ({ password }, context) => {
      if (!isTheirs(context)) return err({ code: 'certificate.notYours' });
      const bytes = await chosenFile(ownFiles);
      if (bytes === undefined) return ok({ cancelled: true });
      if (typeof bytes === 'string') return err({ code: `certificate.${bytes}` });
      const taken = await line.takeOwn(bytes, password);
      if (!taken.ok) return taken;
      await trace(context, 'hqOwnCertificate', shortOf(taken.value.fingerprint));
      return ok({ cancelled: false });
    },
    'certificate.drop': async ({ which }, context) => {
      if (!isTheirs(context)) return err({ code: 'certificate.notYours' });
      if (which === 'own') {
        await line.dropOwn();
        await trace(context, 'hqOwnCertificate', 'off');
      } else {
        await line.drop();
        await trace(context, 'hqAuthority', 'off');
      }
      return ok({});
    },
  };
}

/** The beginning of a fingerprint, as people compare it. */
const shortOf = (fingerprint: string): string => fingerprint.split(':').slice(0, 8).join(':');
