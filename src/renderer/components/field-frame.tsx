import ErrorOutline from '@mui/icons-material/ErrorOutlineOutlined';
import InfoOutlined from '@mui/icons-material/InfoOutlined';
import Box from '@mui/material/Box';
import { useId, type ReactNode } from 'react';
import { useText } from '../app/i18n/use-text';
import { c, tone } from '../app/theme/css-vars';

/** What is wrong with a field. `block` stops the step; `warn` only asks for a second look. */
export interface FieldProblem {
  readonly severity: 'block' | 'warn';
  readonly text: string;
}

/** What every field has in common. */
export interface FieldProps {
  readonly label: string;
  /** One quiet line under the field. */
  readonly hint?: ReactNode;
  readonly problem?: FieldProblem | null;
  readonly required?: boolean;
  readonly disabled?: boolean;
  /** Stands at the right end of the label line: "staff only", a counter, a small button. */
  readonly labelEnd?: ReactNode;
  /** The label is spoken only: the caller shows it in another way, for example beside the control. */
  readonly hideLabel?: boolean;
}

/** Attributes the control inside the frame must carry. */
export interface ControlAttributes {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
  readonly 'aria-required': boolean | undefined;
}

export interface FieldFrameProps extends FieldProps {
  /** `group`: the control is a set of choices, so the label is a caption instead of a `<label>`. */
  readonly kind?: 'single' | 'group';
  readonly children: (attributes: ControlAttributes & { readonly labelId: string }) => ReactNode;
}

/** Label above, control, then problem or hint, all tied together for screen readers. */
export function FieldFrame({
  label,
  hint,
  problem = null,
  required = false,
  labelEnd,
  hideLabel = false,
  kind = 'single',
  children,
}: FieldFrameProps) {
  const id = useId();
  const messageId = `${id}-message`;
  const labelId = `${id}-label`;
  const hasMessage = problem !== null || (hint !== undefined && hint !== '');
  const labelText = (
    <>
      {label}
      {required && (
        <Box component="span" sx={{ color: tone('accent').fill, ml: 0.5, fontWeight: 600 }}>
          {kind === 'single' ? <span aria-hidden>{'*'}</span> : '*'}
        </Box>
      )}
    </>
  );
  return (
    <Box data-problem={problem?.severity} sx={{ minWidth: 0 }}>
      <Box
        className={hideLabel ? 'xt-visually-hidden' : ''}
        sx={{ display: 'flex', alignItems: 'baseline', justifyContent: 'space-between', gap: 1, mb: 0.5 }}
      >
        <Box
          id={labelId}
          component={kind === 'single' ? 'label' : 'span'}
          {...(kind === 'single' ? { htmlFor: id } : {})}
          sx={{ fontWeight: 500, color: c.ink }}
        >
          {labelText}
        </Box>
        {labelEnd !== undefined && <Box sx={{ color: c.inkSoft }}>{labelEnd}</Box>}
      </Box>
      {children({
        id,
        labelId,
        'aria-describedby': hasMessage ? messageId : undefined,
        'aria-invalid': problem?.severity === 'block' ? true : undefined,
        'aria-required': required ? true : undefined,
      })}
      {hasMessage && <FieldMessage id={messageId} problem={problem} hint={hint} />}
    </Box>
  );
}

interface FieldMessageProps {
  readonly id: string;
  readonly problem: FieldProblem | null;
  readonly hint: ReactNode;
}

/** The line under a field: its problem, or its hint. */
export function FieldMessage({ id, problem, hint }: FieldMessageProps) {
  const { t } = useText();
  return (
    <Box
      id={id}
      sx={{
        mt: 0.5,
        display: 'flex',
        gap: 0.75,
        alignItems: 'flex-start',
        color: problem === null ? c.inkSoft : tone(problem.severity === 'block' ? 'error' : 'warning').fill,
        '& svg': { fontSize: '1.25rem', mt: '0.15em', flex: 'none' },
      }}
    >
      {problem === null ? (
        hint
      ) : (
        <>
          {problem.severity === 'block' ? <ErrorOutline aria-hidden /> : <InfoOutlined aria-hidden />}
          <span>
            <span className="xt-visually-hidden">
              {t(problem.severity === 'block' ? 'common:field.blockPrefix' : 'common:field.warnPrefix')}
            </span>
            {problem.text}
          </span>
        </>
      )}
    </Box>
  );
}

/** Border colour of a control with a problem; undefined when all is well. */
export function problemColour(problem: FieldProblem | null | undefined): string | undefined {
  if (problem == null) return undefined;
  return tone(problem.severity === 'block' ? 'error' : 'warning').fill;
}
