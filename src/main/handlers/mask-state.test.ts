import { describe, expect, it } from 'vitest';
import { chen, details, li, must, playCase } from '../../../tests/support/case-builder';
import { openVersions } from '../../domain/complaint/versions';
import type { Party } from '../../domain/complaint/values';
import { maskState } from './case-view';

const secret = '13900009999';

describe('what a page sees of a case', () => {
  it('has no phone in the versions of its parties, open or chosen', () => {
    const game = playCase();
    game.register();
    const [party] = details().parties;
    const said = (phone: string): Party[] => [{ ...must(party), phone }];
    game.play(chen, { name: 'recordDetails', input: { changes: { parties: said(secret) } } });
    // On another PC, over the registration.
    game.take(li, {
      type: 'case.detailsRecorded',
      payload: { changes: { parties: said('13700001111') }, over: { parties: [''] } },
    });
    const [open] = openVersions(game.state());
    expect(JSON.stringify(open)).toContain(secret);
    expect(JSON.stringify(maskState(game.state()))).not.toContain(secret);
    const among = must(open).versions.map(({ eventId }) => eventId);
    game.play(chen, { name: 'chooseVersion', input: { field: 'parties', among, pick: must(among[0]) } });
    const masked = JSON.stringify(maskState(game.state()));
    expect(masked).toContain('settled');
    expect(masked).not.toContain(secret);
    expect(masked).not.toContain('13700001111');
  });
});
