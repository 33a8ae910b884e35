/** The parts of the plan for major complaints: who does what, who calls whom, what not to say. To be read standing, so in short lines. */
import BlockOutlined from '@mui/icons-material/BlockOutlined';
import Box from '@mui/material/Box';
import { awaitsConfirmation, type CrisisPlan, type CrisisStep } from '../../domain/crisis/plan';
import { useText } from '../app/i18n/use-text';
import { c, tone } from '../app/theme/css-vars';

export function CrisisPlanParts({ plan }: { readonly plan: CrisisPlan }) {
  const { language } = useText();
  const word = language === 'en' ? 'en' : 'zh';
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'start',
        gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 22rem), 1fr))',
      }}
    >
      {plan.parts.map((part) => (
        <Part key={part.id} part={part} word={word} />
      ))}
    </Box>
  );
}

function Part({ part, word }: { readonly part: CrisisPlan['parts'][number]; readonly word: 'zh' | 'en' }) {
  const avoid = part.tone === 'avoid';
  const colours = tone(avoid ? 'error' : 'primary');
  return (
    <Box
      component="section"
      aria-label={part[word]}
      sx={{ borderTop: `3px solid ${colours.fill}`, backgroundColor: c.sunken, borderRadius: '6px', px: 2, py: 1.5 }}
    >
      <Box
        component="h3"
        sx={{
          m: 0,
          mb: 1,
          fontSize: '1.0625rem',
          fontWeight: 600,
          display: 'flex',
          alignItems: 'center',
          gap: 0.75,
          '& svg': { color: colours.fill, fontSize: '1.25rem' },
        }}
      >
        {avoid && <BlockOutlined aria-hidden />}
        {part[word]}
      </Box>
      <Box component="ol" sx={{ m: 0, pl: 2.5, display: 'grid', gap: 1 }}>
        {part.steps.map((step) => (
          <Step key={step.id} step={step} word={word} />
        ))}
      </Box>
    </Box>
  );
}

function Step({ step, word }: { readonly step: CrisisStep; readonly word: 'zh' | 'en' }) {
  const { t } = useText();
  return (
    <li>
      <Box component="span" sx={{ fontWeight: 600 }}>
        {t('major:plan.who', { who: step.who[word] })}
      </Box>
      {step[word]}
      {step.article !== null && (
        <Box sx={{ color: c.inkSoft }}>
          {t(awaitsConfirmation(step) ? 'major:plan.basisToConfirm' : 'major:plan.basis', {
            article: step.article[word],
          })}
        </Box>
      )}
    </li>
  );
}
