/** What is known, what is still to be asked, and what nobody knows. Each can be set here, without its question. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import { useState } from 'react';
import type { ConversationView } from '../../../shared/contract/conversation';
import { useFormat, useText } from '../../app/i18n/use-text';
import { useKeyText } from '../../app/shortcuts/own-keys';
import { c, tone } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { StatusChip } from '../../components/status-chip';
import { AnswerField, type FactValue } from './answer-field';
import type { Answer } from './next-step';
import { usePlayerEnvironment } from './player-context';
import { Sheet } from './sheet';

type Fact = ConversationView['facts'][number];

export function FactsSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const { view } = usePlayerEnvironment();
  const [edited, setEdited] = useState<string | null>(null);
  const ordered = [...view.facts].sort((a, b) => rankOf(a) - rankOf(b));
  return (
    <Sheet title={t('conversation:facts.title')} onClose={onClose}>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {ordered.map((fact) => (
          <li key={fact.fact}>
            {edited === fact.fact ? (
              <FactForm fact={fact} onDone={() => setEdited(null)} />
            ) : (
              <FactLine fact={fact} onEdit={() => setEdited(fact.fact)} />
            )}
          </li>
        ))}
      </Box>
    </Sheet>
  );
}

/** Still to be asked first, then what is known, then what may be asked. */
const rankOf = ({ required, known }: Fact): number => (required && !known ? 0 : known ? 1 : 2);

function FactLine({ fact, onEdit }: { readonly fact: Fact; readonly onEdit: () => void }) {
  const { t, language } = useText();
  const valueText = useValueText();
  const { view } = usePlayerEnvironment();
  const { declaration, required, known } = fact;
  return (
    <ButtonBase
      disabled={!view.mine || view.outcome !== null}
      onClick={onEdit}
      sx={{
        width: '100%',
        minHeight: 44,
        px: 1.25,
        py: 0.75,
        gap: 1,
        justifyContent: 'space-between',
        textAlign: 'left',
        font: 'inherit',
        border: `1px solid ${c.line}`,
        borderRadius: `${radiusPx.field}px`,
        '&:hover': { borderColor: c.lineStrong },
      }}
    >
      <Box component="span" sx={{ color: c.inkSoft, minWidth: 0 }}>
        {language === 'en' ? declaration.label.en : declaration.label.zh}
      </Box>
      {known ? (
        <Box
          component="span"
          sx={{ fontWeight: 500, textAlign: 'right', minWidth: 0, overflowWrap: 'anywhere', color: c.ink }}
        >
          {valueText(fact)}
        </Box>
      ) : required ? (
        <StatusChip label={t('conversation:facts.open')} tone="warning" />
      ) : (
        <Box component="span" sx={{ color: c.inkSoft }}>
          {t('conversation:facts.notAsked')}
        </Box>
      )}
    </ButtonBase>
  );
}

function FactForm({ fact, onDone }: { readonly fact: Fact; readonly onDone: () => void }) {
  const { t, language } = useText();
  const keyText = useKeyText();
  const { send } = usePlayerEnvironment();
  const { declaration, value } = fact;
  const [answer, setAnswer] = useState<Answer>(value === null ? { state: 'empty' } : { state: 'value', value });
  const [tried, setTried] = useState(false);
  const save = async (next: FactValue | null): Promise<void> => {
    if (await send({ type: 'factSet', fact: fact.fact, value: next })) onDone();
  };
  const saveTyped = (): void => {
    if (answer.state === 'value') void save(answer.value);
    else setTried(true);
  };
  const isTyped = declaration.input !== 'choice' && declaration.input !== 'yesNo';
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 1,
        p: 1.25,
        border: `1px solid ${tone('primary').fill}`,
        borderRadius: `${radiusPx.field}px`,
      }}
    >
      <AnswerField
        declaration={declaration}
        label={language === 'en' ? declaration.label.en : declaration.label.zh}
        value={answer.state === 'value' ? answer.value : null}
        onChange={(next) => {
          setTried(false);
          setAnswer(next);
        }}
        onAnswer={(next) => void save(next)}
        onEnter={saveTyped}
        problem={
          tried
            ? {
                severity: 'block',
                text: t(answer.state === 'bad' ? 'conversation:need.answerBad' : 'conversation:need.answer', {
                  keys: keyText('unknown'),
                }),
              }
            : null
        }
      />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {isTyped && (
          <Button size="small" onClick={saveTyped}>
            {t('common:action.save')}
          </Button>
        )}
        <Button size="small" onClick={() => void save(null)}>
          {t('conversation:ask.unknown')}
        </Button>
        <Button size="small" variant="text" onClick={onDone}>
          {t('common:action.cancel')}
        </Button>
      </Box>
    </Box>
  );
}

/** An answer in words. */
export function useValueText(): (fact: Fact) => string {
  const { t, language } = useText();
  const format = useFormat();
  return ({ value, declaration }) => {
    if (value === null) return t('conversation:facts.unknown');
    const option = declaration.options?.find(({ id }) => id === value);
    if (option !== undefined) return language === 'en' ? option.en : option.zh;
    if (declaration.input === 'yesNo') return t(value === 'yes' ? 'common:state.yes' : 'common:state.no');
    if (declaration.input === 'money' && typeof value === 'number') return format.money(value);
    return declaration.input === 'date' ? format.localDate(String(value)) : String(value);
  };
}
