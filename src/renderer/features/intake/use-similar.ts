/** Earlier cases of the same person, looked up while their name, phone or number is typed. */
import { useEffect, useState } from 'react';
import type { SimilarCase } from '../../../shared/contract/intake';
import { api } from '../../bridge/client';
import { useForm } from './draft-context';

/** The form's values change only when a composition has ended, so this counts from there. */
export const ASK_AFTER_MS = 150;

export type Similar =
  | { readonly state: 'nothingTyped' }
  | { readonly state: 'failed' }
  | { readonly state: 'found'; readonly cases: readonly SimilarCase[] };

/** Fewer characters than this match half the branch. */
const SHORTEST = { phone: 5, idNumber: 6, accountTail: 4 } as const;

const enough = (text: string, shortest: number): string => (text.trim().length < shortest ? '' : text);

export function useSimilar(): Similar {
  // The person who complains; the further parties are found through the case.
  const name = useForm((form) => form.details.parties[0]?.name.trim() ?? '');
  const phone = useForm((form) => enough(form.details.parties[0]?.phone ?? '', SHORTEST.phone));
  const idNumber = useForm((form) => enough(form.details.parties[0]?.idNumber ?? '', SHORTEST.idNumber));
  const accountTail = useForm((form) => enough(form.details.parties[0]?.accountTail ?? '', SHORTEST.accountTail));
  const businessId = useForm((form) => form.details.businessId);
  const caseId = useForm((form) => form.caseId);
  const [answer, setAnswer] = useState<Similar>({ state: 'nothingTyped' });
  const nothing = name === '' && phone === '' && idNumber === '' && accountTail === '';

  useEffect(() => {
    if (nothing) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      void api['intake.similar']({
        name: name.slice(0, 200),
        phone: phone.slice(0, 64),
        idNumber: idNumber.slice(0, 64),
        accountTail: accountTail.slice(0, 32),
        businessId,
        exceptCaseId: caseId,
      }).then((reply) => {
        // An answer to older letters says nothing about the present ones.
        if (current) setAnswer(reply.ok ? { state: 'found', cases: reply.value.cases } : { state: 'failed' });
      });
    }, ASK_AFTER_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [nothing, name, phone, idNumber, accountTail, businessId, caseId]);

  return nothing ? { state: 'nothingTyped' } : answer;
}
