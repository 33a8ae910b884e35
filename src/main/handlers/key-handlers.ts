/** 个人按键: the keys of the signed-in person, and the strip they lay on their keyboard. */
import type { AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import { keymapOf, readKeyChoices } from '../../shared/shortcuts/keymap';
import { documentTexts } from '../documents/document-texts';
import { saveFile } from '../export/save-file';
import type { CallContext } from '../ipc/answer';
import { requireSession } from './require-session';
import type { PaperDeps } from './staff-paper';

export function keyHandlers({
  core,
  printer,
  dialogs,
  disk,
  fontsUrl,
}: PaperDeps): Pick<AppHandlers<CallContext>, 'keys.set' | 'keys.strip'> {
  return {
    'keys.set': async ({ keys }, context) => {
      const { user } = requireSession(context);
      const { choices, damaged } = readKeyChoices(keys);
      if (damaged) return err({ code: 'keys.unusable' });
      await core.settings.setKeysOf(user.userId, choices);
      core.publish('app.changed', {});
      return ok({});
    },
    // Nobody is named on it, so it leaves no trace among the papers.
    'keys.strip': async ({ language, target }, context) => {
      const { user } = requireSession(context);
      const cancelled = ok({ cancelled: true, fileName: null });
      const name = documentTexts(language)('keyStrip.file');
      const file = target === 'pdf' ? await dialogs.saveAs(`${name}.pdf`, 'pdf') : null;
      if (file === undefined) return cancelled;
      const { renderKeyStrip } = await import('../documents/render-key-strip');
      const strip = renderKeyStrip(keymapOf(core.settings.keysOf(user.userId)), language, fontsUrl);
      if (file === null) {
        const printed = await printer.print(strip, 1);
        if (printed.ok) return ok({ cancelled: false, fileName: null });
        return printed.error.code === 'document.printCancelled' ? cancelled : err({ code: 'document.printFailed' });
      }
      const pdf = await printer.toPdf(strip);
      if (!pdf.ok) return err({ code: 'document.printFailed' });
      const saved = await saveFile({ core, disk }, { file, bytes: pdf.value, mode: 0o644 });
      return saved.ok ? ok({ cancelled: false, fileName: saved.value }) : saved;
    },
  };
}
