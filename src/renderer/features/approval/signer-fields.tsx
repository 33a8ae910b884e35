/** One of two who sign: who it is, and their password. Whoever can't sign is there with the reason. */
import Box from '@mui/material/Box';
import type { EmergencySigner } from '../../../shared/contract/approval';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { ChoiceChips } from '../../components/choice-chips';
import type { FieldProblem } from '../../components/field-frame';
import { TextField } from '../../components/text-field';

export interface TypedSigner {
  readonly userId: string | null;
  readonly password: string;
}

interface SignerFieldsProps {
  readonly label: string;
  readonly people: readonly EmergencySigner[];
  /** Who is chosen at the other place. */
  readonly other: string | null;
  readonly signer: TypedSigner;
  readonly onChange: (signer: TypedSigner) => void;
  readonly problems: { readonly person: FieldProblem | null; readonly password: FieldProblem | null };
}

const shortReasons = {
  'approval.ownProposal': 'authority:signer.ownProposal',
  'approval.involved': 'case:standBack.short.involved',
  'approval.recused': 'case:standBack.short.recused',
  'approval.related': 'case:standBack.short.related',
  'approval.lineManager': 'case:standBack.short.lineManager',
  'approval.roleForbids': 'authority:signer.roleForbids',
  'approval.signedAlready': 'authority:signer.roleForbids',
  'approval.holderBarred': 'authority:signer.roleForbids',
  'approval.aboveAuthority': 'authority:signer.roleForbids',
} as const;

export function SignerFields({ label, people, other, signer, onChange, problems }: SignerFieldsProps) {
  const { t } = useText();
  const chosen = people.find(({ userId }) => userId === signer.userId);
  return (
    <Box sx={{ display: 'grid', gap: 1.5, p: 1.5, border: `1px solid ${c.line}`, borderRadius: `${radiusPx.card}px` }}>
      <ChoiceChips
        label={label}
        required
        options={people.map(({ userId, name, role, refusal }) => ({
          value: userId,
          label: `${name} · ${t(`vocabulary:role.${role}`)}`,
          ...(refusal !== null
            ? { blockedBy: t(shortReasons[refusal.code]) }
            : userId === other
              ? { blockedBy: t('authority:signer.otherPlace') }
              : {}),
        }))}
        value={signer.userId}
        onChange={(userId) => onChange({ userId, password: '' })}
        problem={problems.person}
      />
      {chosen && (
        <TextField
          type="password"
          autoComplete="off"
          required
          label={t('approval:stepUp.password', { name: chosen.name })}
          value={signer.password}
          onChange={(password) => onChange({ ...signer, password })}
          problem={problems.password}
        />
      )}
    </Box>
  );
}
