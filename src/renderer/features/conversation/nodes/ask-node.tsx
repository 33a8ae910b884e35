/** One question and its field. Not knowing is an answer too. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useText } from '../../../app/i18n/use-text';
import { useKeyText } from '../../../app/shortcuts/own-keys';
import { KeyHint } from '../../../components/key-hint';
import { AnswerField } from '../answer-field';
import { marks, usePlayerEnvironment } from '../player-context';
import { Spoken } from '../spoken';
import { Aside, LineHead, OtherWay, waysToSay, Why } from './line-parts';

export function AskNode() {
  const { t, language } = useText();
  const keyText = useKeyText();
  const { view, input, change, send, goOn, needed } = usePlayerEnvironment();
  const { shown } = view;
  const { asks } = shown;
  const line = waysToSay(shown.line, shown.alternates).find(({ id }) => id === input.alternate) ?? shown.line;
  if (asks === null) return null;
  const label = language === 'en' ? asks.declaration.label.en : asks.declaration.label.zh;
  const { answer } = input;
  return (
    <>
      <LineHead />
      {line !== null && <Spoken line={line} />}
      <Why />
      <Box {...marks.needs}>
        <AnswerField
          declaration={asks.declaration}
          label={label}
          value={answer.state === 'value' ? answer.value : null}
          onChange={(next) => change({ answer: next })}
          onAnswer={(value) => void send({ type: 'answered', value })}
          onEnter={goOn}
          problem={
            needed === 'answer' || needed === 'answerBad'
              ? {
                  severity: 'block',
                  text: t(needed === 'answer' ? 'conversation:need.answer' : 'conversation:need.answerBad', {
                    keys: keyText('unknown'),
                  }),
                }
              : null
          }
        />
      </Box>
      <Box>
        <Button onClick={() => void send({ type: 'answered', value: null })} endIcon={<KeyHint action="unknown" />}>
          {t('conversation:ask.unknown')}
        </Button>
      </Box>
      {/* Behind the field: what is asked for must be in sight on a low screen. */}
      <Aside>
        <OtherWay />
      </Aside>
    </>
  );
}
