/** What people left in forms, sealed with what else the branch keeps; read by whoever wrote it, and by nobody else. */
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { ok } from '../../shared/contract/define';
import type { CallContext } from '../ipc/answer';
import { newId } from '../platform/ids';
import { requireSession } from './require-session';

export function typedHandlers(): Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `typed.${string}`>> {
  return {
    'typed.keep': async ({ of, forms }, context) => {
      const { user, typedForms } = requireSession(context);
      await typedForms.change(newId(), (all = {}) => {
        const { [of]: _before, ...others } = all[user.userId] ?? {};
        const own = forms.length === 0 ? others : { ...others, [of]: Object.fromEntries(forms) };
        return { ...all, [user.userId]: own };
      });
      return ok({});
    },
    'typed.read': async ({ of }, context) => {
      const { user, typedForms } = requireSession(context);
      return ok({ forms: (await typedForms.get())?.[user.userId]?.[of] ?? {} });
    },
  };
}
