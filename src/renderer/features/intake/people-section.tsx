/** 涉及人员与证据: colleagues who are named, and what was handed in. */
import AddOutlined from '@mui/icons-material/AddOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useEffect, useState } from 'react';
import type { InvolvedEmployee } from '../../../domain/complaint/values';
import type { IntakeForm } from '../../../shared/contract/intake';
import type { UserTile } from '../../../shared/contract/session';
import { useText } from '../../app/i18n/use-text';
import { useSignedIn } from '../../app/use-signed-in';
import { api } from '../../bridge/client';
import { ToggleChips } from '../../components/choice-chips';
import { useDraftEnvironment, useForm } from './draft-context';
import { DraftText, FieldSlot } from './draft-fields';
import { changeDetails } from './draft-session';
import { EvidenceField } from './evidence-field';
import { PartnerFields } from './partner-fields';

const MOST_INVOLVED = 20;

/** Colleagues of the branch; empty until they are known. */
function useColleagues(): readonly UserTile[] {
  const [users, setUsers] = useState<readonly UserTile[]>([]);
  useEffect(() => {
    let current = true;
    void api['session.tiles']({}).then((reply) => {
      if (current && reply.ok) setUsers(reply.value.users);
    });
    return () => {
      current = false;
    };
  }, []);
  return users;
}

const changeInvolved =
  (update: (involved: readonly InvolvedEmployee[]) => InvolvedEmployee[]) =>
  (form: IntakeForm): IntakeForm =>
    changeDetails({ involved: update(form.details.involved) })(form);

export function PeopleFields() {
  const { t } = useText();
  const { session } = useDraftEnvironment();
  const colleagues = useColleagues();
  const involved = useForm((form) => form.details.involved);
  const chosen = involved.flatMap((person) => person.userId ?? []);
  const full = involved.length >= MOST_INVOLVED;
  const self = useSignedIn()?.session.userId;
  const namesSelf = self !== undefined && chosen.includes(self);

  const choose = (userIds: readonly string[]): void =>
    session.change(
      'involved',
      changeInvolved((before) => [
        ...before.filter((person) => person.userId === null || userIds.includes(person.userId)),
        ...colleagues
          .filter((user) => userIds.includes(user.userId) && !before.some((person) => person.userId === user.userId))
          .map((user) => ({ name: user.name, staffNo: '', userId: user.userId })),
      ]),
    );

  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <FieldSlot field="involved">
        <ToggleChips
          label={t('intake:people.involved')}
          hint={t('intake:people.involvedHint')}
          problem={namesSelf ? { severity: 'warn', text: t('intake:people.involvedSelf') } : null}
          options={colleagues.map((user) => ({ value: user.userId, label: user.name }))}
          values={chosen}
          onChange={choose}
        />
      </FieldSlot>
      {involved.map((person, index) => person.userId === null && <OtherPerson key={index} index={index} />)}
      <Box>
        <Button
          startIcon={<AddOutlined />}
          disabled={full}
          onClick={() =>
            session.change(
              'involved',
              changeInvolved((before) => [...before, { name: '', staffNo: '', userId: null }]),
            )
          }
        >
          {t('intake:people.addOther')}
        </Button>
      </Box>
      <PartnerFields />
      <EvidenceField />
    </Box>
  );
}

/** Somebody without an account here: name and staff number as the customer knows them. */
function OtherPerson({ index }: { readonly index: number }) {
  const { t } = useText();
  const { session } = useDraftEnvironment();
  const name = useForm((form) => form.details.involved[index]?.name ?? '');
  const bind = (key: 'name' | 'staffNo') => ({
    field: `involved.${index}.${key}` as const,
    get: (form: IntakeForm): string => form.details.involved[index]?.[key] ?? '',
    set: (text: string) =>
      changeInvolved((before) => before.map((person, at) => (at === index ? { ...person, [key]: text } : person))),
  });
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 12rem auto', gap: 1.5, alignItems: 'end' }}>
      <DraftText {...bind('name')} label={t('intake:people.name')} />
      <DraftText {...bind('staffNo')} label={t('intake:people.staffNo')} numeric />
      <IconButton
        aria-label={t('intake:people.remove', { name: name === '' ? t('intake:people.unnamed') : name })}
        onClick={() =>
          session.change(
            'involved',
            changeInvolved((before) => before.filter((_person, at) => at !== index)),
          )
        }
      >
        <CloseOutlined />
      </IconButton>
    </Box>
  );
}
