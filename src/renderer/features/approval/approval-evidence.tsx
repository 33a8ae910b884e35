/** The files the decision rests on, viewable without leaving. */
import Box from '@mui/material/Box';
import { useCallback } from 'react';
import type { Evidence } from '../../../domain/complaint/values';
import type { ApprovalView } from '../../../shared/contract/approval';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { EvidenceViewer, type ReadFile, type ViewedFile } from '../../components/evidence-viewer';
import { SectionCard } from '../../components/section-card';
import { StatusChip } from '../../components/status-chip';

interface ApprovalEvidenceProps {
  readonly view: ApprovalView;
  readonly files: readonly Evidence[];
  readonly changed: boolean;
}

export function ApprovalEvidence({ view, files, changed }: ApprovalEvidenceProps) {
  const { t } = useText();
  const { caseId, evidence, content } = view.shown;
  const read = useCallback<ReadFile>((sha256) => api['attachment.read']({ caseId, sha256 }), [caseId]);
  // What is signed decides what is listed; a file whose name is not known yet still shows by its hash.
  const listed = evidence.map(({ id, sha256 }): ViewedFile => {
    const file = files.find((candidate) => candidate.id === id);
    return {
      id,
      sha256,
      name: file?.name ?? sha256.slice(0, 12),
      mime: file?.mime ?? '',
      sizeBytes: file?.sizeBytes ?? 0,
      note: content.evidenceIds.includes(id) ? t('approval:sheet.relied') : '',
    };
  });
  return (
    <SectionCard
      title={t('approval:sheet.evidence')}
      actions={changed ? <StatusChip tone="accent" label={t('approval:sheet.changed')} /> : undefined}
    >
      {listed.length === 0 ? (
        <Box sx={{ color: c.inkSoft }}>{t('approval:sheet.evidenceNone')}</Box>
      ) : (
        <Box sx={{ containerType: 'inline-size' }}>
          <EvidenceViewer label={t('approval:sheet.evidence')} files={listed} read={read} height="18rem" />
        </Box>
      )}
    </SectionCard>
  );
}
