import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { wants, type Emotion, type InstitutionType } from '../../../domain/complaint/values';
import { rateActions } from '../../../shared/shortcuts/actions';
import { ariaKeys } from '../../../shared/shortcuts/printed-keys';
import { useMessageOf, useText } from '../../app/i18n/use-text';
import { keysOf } from '../../app/shortcuts/keys';
import { useOwnKeys } from '../../app/shortcuts/own-keys';
import { c, emotionColours, tone } from '../../app/theme/css-vars';
import { radiusPx, targetPx } from '../../app/theme/tokens';
import { ChoiceChips } from '../../components/choice-chips';
import { EmotionShape } from '../../components/emotion';
import { FlagPicker } from '../../components/flag-picker';
import { belongsToIme } from '../../components/ime';
import { KeyHint } from '../../components/key-hint';
import { searchTaxonomy, taxonomyItem, taxonomyLabel } from '../../components/taxonomy';
import { TextField } from '../../components/text-field';
import { TreeSelect } from '../../components/tree-select';
import { useRoving } from '../../components/use-roving';
import { LONGEST_LINE, useQuick } from './quick-store';
import { useUsualBusinesses } from './use-usual-businesses';

const levels = [0, 1, 2, 3] as const satisfies readonly Emotion[];

export interface QuickFormProps {
  readonly institutionType: InstitutionType;
  readonly onHide: () => void;
}

export function QuickForm({ institutionType, onHide }: QuickFormProps) {
  const { t } = useText();
  const values = useQuick((state) => state.values);
  const change = useQuick((state) => state.change);
  const submit = useQuick((state) => state.submit);
  const submitting = useQuick((state) => state.submitting);
  const keymap = useOwnKeys((state) => state.keymap);
  const [flagsToggled, setFlagsOpen] = useState<boolean | null>(null);
  const flagsOpen = flagsToggled ?? values.flags.length > 0;
  const bar = useRef<HTMLDivElement>(null);
  const flagRow = useRef<HTMLDivElement>(null);
  const toggleFlags = (): void => {
    // At once, so that the focus can go there.
    flushSync(() => setFlagsOpen(!flagsOpen));
    flagRow.current?.querySelector('button')?.focus();
  };

  useEffect(() => {
    bar.current?.querySelector<HTMLElement>('[role="radio"][tabindex="0"]')?.focus();
  }, []);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const { nativeEvent, code } = event;
    if (belongsToIme(nativeEvent) || event.isDefaultPrevented()) return;
    // A digit counts on either side of the keyboard.
    const keys = keysOf(nativeEvent).replace(/Numpad(?=\d$)/, 'Digit');
    const level = levels.find((one) => keymap[rateActions[one]] === keys);
    if (level !== undefined) {
      change({ emotion: level });
      // In the group itself the focus goes along, so that the next Tab leaves it.
      const group = document.activeElement?.closest('[data-emotion]');
      group?.querySelectorAll<HTMLElement>('[role="radio"]').item(level).focus();
    } else if (keys === keymap.flags) {
      toggleFlags();
    } else if (code === 'Escape') {
      onHide();
    } else if (
      (code === 'Enter' || code === 'NumpadEnter') &&
      !event.altKey &&
      !(event.target as HTMLElement).closest('[data-own-enter]')
    ) {
      void submit();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <Box ref={bar} onKeyDown={onKeyDown} sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: 1.5 }}>
        <Typography component="h2" variant="h4">
          {t('intake:quick.title')}
        </Typography>
        <QuickMessage />
      </Box>
      <Line>
        <Labelled label={t('intake:quick.emotion')} first>
          <QuickEmotion value={values.emotion} onChange={(emotion) => change({ emotion })} />
        </Labelled>
        <Labelled label={t('intake:quick.want')}>
          <ChoiceChips
            hideLabel
            label={t('intake:quick.want')}
            options={wants.map((want) => ({ value: want, label: t(`vocabulary:want.${want}`) }))}
            value={values.want}
            onChange={(want) => change({ want })}
          />
        </Labelled>
      </Line>
      <Line>
        <Labelled label={t('intake:quick.business')} first grow>
          <QuickBusiness
            institutionType={institutionType}
            value={values.businessId}
            onChange={(businessId) => change({ businessId })}
          />
        </Labelled>
      </Line>
      {flagsOpen && (
        <Box ref={flagRow}>
          <Labelled label={t('intake:quick.flags')} first>
            <FlagPicker
              hideLabel
              label={t('intake:quick.flags')}
              values={values.flags}
              onChange={(flags) => change({ flags })}
            />
          </Labelled>
        </Box>
      )}
      <Line>
        <Labelled label={t('intake:quick.matter')} first grow>
          <TextField
            hideLabel
            label={t('intake:quick.matter')}
            placeholder={t('intake:quick.matterPlaceholder')}
            problem={
              values.matter.length > LONGEST_LINE
                ? { severity: 'block', text: t('intake:errors.intake.tooLong') }
                : null
            }
            value={values.matter}
            onChange={(matter) => change({ matter })}
          />
        </Labelled>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.25 }}>
          <Button data-own-enter aria-expanded={flagsOpen} endIcon={<KeyHint action="flags" />} onClick={toggleFlags}>
            {values.flags.length === 0 || flagsOpen
              ? t('intake:quick.flags')
              : t('intake:quick.flagsChosen', {
                  names: values.flags.map((flag) => t(`vocabulary:flag.${flag}`)).join(' '),
                })}
          </Button>
          <Button data-own-enter endIcon={<KeyHint keys="Escape" />} onClick={onHide}>
            {t('intake:quick.hide')}
          </Button>
          <Button
            variant="contained"
            disabled={submitting}
            endIcon={<KeyHint keys="Enter" />}
            onClick={() => void submit()}
            sx={{ minWidth: '10rem' }}
          >
            {t(submitting ? 'intake:quick.submitting' : 'intake:quick.submit')}
          </Button>
        </Box>
      </Line>
    </Box>
  );
}

/** What is needed, what is missing, or what went wrong: one line beside the title, so that nothing moves. */
function QuickMessage() {
  const { t } = useText();
  const messageOf = useMessageOf();
  const { emotion, businessId } = useQuick((state) => state.values);
  const tried = useQuick((state) => state.tried);
  const error = useQuick((state) => state.error);
  const needed =
    emotion === null
      ? businessId === ''
        ? t('intake:quick.needBoth')
        : t('intake:quick.needEmotion')
      : businessId === ''
        ? t('intake:quick.needBusiness')
        : null;
  const problem = error !== null ? messageOf(error) : tried ? needed : null;
  return (
    <Box
      role="status"
      sx={{ color: problem === null ? c.inkSoft : tone('error').fill, fontWeight: problem ? 600 : 400 }}
    >
      {problem ?? t('intake:quick.hint')}
    </Box>
  );
}

const Line = ({ children }: { readonly children: ReactNode }) => (
  <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, rowGap: 1, alignItems: 'center' }}>{children}</Box>
);

/** A label beside its control: the bar has no height for labels above. The control carries its own spoken name. */
function Labelled({
  label,
  grow = false,
  first = false,
  children,
}: {
  readonly label: string;
  readonly grow?: boolean;
  /** Stands at the left edge: its control lines up with those above and below. */
  readonly first?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        minWidth: 0,
        ...(grow ? { flex: '1 1 24rem' } : {}),
        '& > :last-child': { flex: 1, minWidth: 0 },
      }}
    >
      <Box aria-hidden sx={{ fontWeight: 500, flex: 'none', ...(first ? { minWidth: '4.25rem' } : {}) }}>
        {label}
      </Box>
      <Box>{children}</Box>
    </Box>
  );
}

interface QuickEmotionProps {
  readonly value: Emotion | null;
  readonly onChange: (emotion: Emotion) => void;
}

/** The four levels in one line: shape, number and word; the cues are in the full form. */
function QuickEmotion({ value, onChange }: QuickEmotionProps) {
  const { t } = useText();
  const choose = (index: number): void => {
    const level = levels[index];
    if (level !== undefined) onChange(level);
  };
  const keymap = useOwnKeys((state) => state.keymap);
  const roving = useRoving(levels.length, value ?? -1, choose, true);
  return (
    <Box
      role="radiogroup"
      data-emotion
      aria-label={t('common:emotion.label')}
      aria-required
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}
    >
      {levels.map((level, index) => {
        const colours = emotionColours(level);
        return (
          <ButtonBase
            key={level}
            ref={roving.itemRef(index)}
            role="radio"
            aria-checked={value === level}
            aria-keyshortcuts={ariaKeys(keymap[rateActions[level]])}
            tabIndex={index === (value ?? 0) ? 0 : -1}
            title={t(`common:emotion.cue.${level}`)}
            onClick={() => choose(index)}
            onKeyDown={roving.onKeyDown}
            sx={{
              minHeight: targetPx,
              px: 1,
              gap: 0.75,
              borderRadius: `${radiusPx.field}px`,
              border: `1px solid ${c.lineStrong}`,
              backgroundColor: c.surface,
              color: c.ink,
              font: 'inherit',
              '&[aria-checked="true"]': {
                backgroundColor: colours.soft,
                color: colours.onSoft,
                borderColor: colours.fill,
                boxShadow: `inset 0 0 0 2px ${colours.fill}`,
                fontWeight: 600,
              },
            }}
          >
            <EmotionShape level={level} size="1.5rem" />
            {t(`common:emotion.level.${level}`)}
          </ButtonBase>
        );
      })}
    </Box>
  );
}

interface QuickBusinessProps {
  readonly institutionType: InstitutionType;
  readonly value: string;
  readonly onChange: (businessId: string) => void;
}

function QuickBusiness({ institutionType, value, onChange }: QuickBusinessProps) {
  const { t, language } = useText();
  const usual = useUsualBusinesses(institutionType, true);
  const item = useMemo(() => taxonomyItem(value, language), [value, language]);
  const search = useCallback(
    (query: string) => searchTaxonomy('business', institutionType, language, query),
    [institutionType, language],
  );
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', minWidth: 0 }}>
      <Box sx={{ flex: '1 1 15rem', minWidth: '12rem', maxWidth: '24rem' }}>
        <TreeSelect
          hideLabel
          required
          label={t('intake:quick.business')}
          placeholder={t('intake:quick.businessSearch')}
          value={item}
          search={search}
          pauseMs={0}
          onChange={(chosen) => onChange(chosen?.id ?? '')}
        />
      </Box>
      {/* What does not fit is cut off: the search has it all. */}
      <Box data-as-fits sx={{ flex: '2 1 0', minWidth: 0, height: 'max(48px, 3rem)', overflow: 'hidden', p: '2px' }}>
        <ChoiceChips
          hideLabel
          label={t('intake:quick.recent')}
          options={usual.map((id) => ({ value: id, label: taxonomyLabel(id, language) }))}
          value={usual.includes(value) ? value : null}
          onChange={onChange}
        />
      </Box>
    </Box>
  );
}
