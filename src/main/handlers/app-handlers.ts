/** The application as a whole: phase, preferences, notices. */
import { permissionsNow } from '../../domain/authority/authority';
import type { AppStatus } from '../../shared/contract/app';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { Core } from '../app/core';
import type { Places } from '../app/place';
import type { CallContext } from '../ipc/answer';
import type { Held, StoreUpgrade } from '../store/upgrade/store-upgrade';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `app.${string}`>>;

export interface AppState {
  readonly phase: () => AppStatus['phase'];
  readonly branch: () => AppStatus['branch'];
  readonly demo: () => boolean;
  readonly damaged: () => AppStatus['damaged'];
  readonly sampleProgress: () => AppStatus['sampleProgress'];
  readonly secretBackend: () => AppStatus['secretBackend'];
  readonly timeZone: () => string;
  readonly version: string;
  readonly dataDir: string;
  readonly shown: () => void;
  readonly place: Places;
  readonly setBar: (heightPx: number | null) => void;
  readonly screenPrivacy: () => AppStatus['screenPrivacy'];
  /** Makes the window as was chosen. */
  readonly screenPrivacyChanged: () => void;
  readonly copied: () => void;
  readonly upgrade: Pick<StoreUpgrade, 'held' | 'nextStart'>;
  /** Ends the program and starts it again. */
  readonly relaunch: () => void;
}

export function appHandlers(core: Core, state: AppState): Handlers {
  return {
    'app.status': async (_input, { session }) => {
      const status: AppStatus = {
        phase: state.phase(),
        demo: state.demo(),
        damaged: state.damaged(),
        sampleProgress: state.sampleProgress(),
        branch: state.branch(),
        session: session
          ? { ...session.user, permissions: permissionsNow(session.user, core.directory().people, core.authority()) }
          : null,
        secretBackend: state.secretBackend(),
        preferences: core.settings.preferences(),
        notices: core.notices.list(),
        recordsHeld: heldView(state.upgrade.held()),
        version: state.version,
        timeZone: state.timeZone(),
        idleLockMinutes: core.settings.idleLockMinutes(),
        screenPrivacy: state.screenPrivacy(),
        keys: session ? core.settings.keysOf(session.user.userId) : {},
      };
      return ok(status);
    },
    'app.setPreferences': async (preferences) => {
      await core.settings.setPreferences(preferences);
      core.publish('app.changed', {});
      return ok({});
    },
    'app.dismissNotice': async ({ id }) => {
      core.notices.dismiss(id);
      return ok({});
    },
    'app.shown': async () => {
      state.shown();
      state.place.prepare();
      return ok({});
    },
    'app.updateRecords': async ({ how }) => {
      if (!state.upgrade.held()) return err({ code: 'app.nothingHeld' });
      core.log.info('store.nextStart', { how });
      await state.upgrade.nextStart(how);
      state.relaunch();
      return ok({});
    },
    'app.place': async (_input, context) => ok({ place: await state.place.of(requireSession(context)) }),
    'app.keepPlace': async ({ place }, context) => {
      await state.place.keep(requireSession(context), place);
      return ok({});
    },
    'app.setBar': async ({ heightPx }) => {
      state.setBar(heightPx);
      return ok({});
    },
    'app.about': async () => {
      const { electron, chrome: chromium } = process.versions;
      return ok({ dataDir: state.dataDir, electron, chromium });
    },
    'app.reportFault': async ({ incident, name, message, stack }) => {
      // As an error, so that it is redacted and cut to places in our code like one of main's own.
      core.log.error('ui.fault', Object.assign(new Error(message), { name, stack }), { incident });
      return ok({});
    },
    'app.setIdleLock': async ({ minutes }, context) => {
      await core.audit(requireSession(context), {
        type: 'audit.settingChanged',
        payload: { setting: 'idleLockMinutes', to: String(minutes) },
      });
      await core.settings.setIdleLockMinutes(minutes);
      core.publish('app.changed', {});
      return ok({});
    },
    'app.setScreenPrivacy': async ({ on }, context) => {
      await core.audit(requireSession(context), {
        type: 'audit.settingChanged',
        payload: { setting: 'screenPrivacy', to: String(on) },
      });
      await core.settings.setScreenPrivacy(on);
      state.screenPrivacyChanged();
      core.publish('app.changed', {});
      return ok({});
    },
    'app.copied': async () => {
      state.copied();
      return ok({});
    },
  };
}

function heldView(held: Held | undefined): AppStatus['recordsHeld'] {
  if (!held) return null;
  return { reason: held.reason, neededMegabytes: Math.ceil(held.neededBytes / 1024 ** 2) };
}
