/** 建议报警: what to say to 110. Whether somebody calls, a person decides. */
import LocalPoliceOutlined from '@mui/icons-material/LocalPoliceOutlined';
import Box from '@mui/material/Box';
import type { IncidentPart } from '../../../domain/crisis/plan';
import type { IncidentView } from '../../../shared/contract/incident';
import { useText } from '../../app/i18n/use-text';
import { useSignedIn } from '../../app/use-signed-in';
import { c } from '../../app/theme/css-vars';
import { SectionCard } from '../../components/section-card';

/** Of the talk, what speaks for calling the police. */
const dangerous: readonly string[] = ['threatSelf', 'threatOthers', 'selfHarm', 'fireSource'];

/** True where calling the police is to be suggested, and not only made easy. */
export function speaksForPolice({ talk, triggers, how }: IncidentView, { grades }: IncidentPart): boolean {
  const ticked = grades.flatMap((one) => one.triggers).filter(({ id, police }) => police && triggers.includes(id));
  const seen = [...(talk?.flags ?? []), ...(talk?.distress ?? [])].filter((code) => dangerous.includes(code));
  return how !== 'plan' || ticked.length > 0 || seen.length > 0;
}

export function PoliceCard({ incident, plan }: { readonly incident: IncidentView; readonly plan: IncidentPart }) {
  const { t, language } = useText();
  const branch = useSignedIn()?.branch ?? null;
  const word = language === 'en' ? 'en' : 'zh';
  const suggested = speaksForPolice(incident, plan);
  const place = branch === null ? '' : [branch.name, branch.address].filter((part) => part !== '').join(' · ');
  return (
    <SectionCard
      title={t(suggested ? 'incident:police.suggested' : 'incident:police.title')}
      icon={<LocalPoliceOutlined aria-hidden />}
      {...(suggested ? { tone: 'error' as const } : {})}
    >
      <Box sx={{ display: 'grid', gap: 1 }}>
        <div>{t('incident:police.decide')}</div>
        {place !== '' && <Box sx={{ fontWeight: 600 }}>{place}</Box>}
        <Box component="ol" sx={{ m: 0, pl: 2.5, display: 'grid', gap: 0.5 }}>
          {plan.police.map((line) => (
            <li key={line.id}>{line[word]}</li>
          ))}
        </Box>
        <Box sx={{ color: c.inkSoft }}>{t('incident:police.note')}</Box>
      </Box>
    </SectionCard>
  );
}
