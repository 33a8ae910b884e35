/** A list of files with the chosen one beside it: pictures and PDF in place, everything else named with its fingerprint. */
import DescriptionOutlined from '@mui/icons-material/DescriptionOutlined';
import GraphicEqOutlined from '@mui/icons-material/GraphicEqOutlined';
import ImageOutlined from '@mui/icons-material/ImageOutlined';
import PictureAsPdfOutlined from '@mui/icons-material/PictureAsPdfOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import type { CodedError } from '../app/i18n/message-of';
import { useFormat, useText } from '../app/i18n/use-text';
import { c, tone } from '../app/theme/css-vars';
import { radiusPx } from '../app/theme/tokens';
import { ErrorNotice } from './error-notice';
import { useRoving } from './use-roving';
import { ZoomedRegion } from './zoomed-region';

const PdfPages = lazy(async () => ({ default: (await import('./pdf-pages')).PdfPages }));

export interface ViewedFile {
  readonly id: string;
  readonly sha256: string;
  readonly name: string;
  readonly mime: string;
  readonly sizeBytes: number;
  /** Short words under the name: where it came from. */
  readonly note: string;
}

export type ReadFile = (
  sha256: string,
) => Promise<
  | { readonly ok: true; readonly value: { readonly bytes: Uint8Array; readonly mime: string } }
  | { readonly ok: false; readonly error: CodedError }
>;

export interface EvidenceViewerProps {
  readonly files: readonly ViewedFile[];
  readonly label: string;
  /** Keep it stable: a new function reads the file again. */
  readonly read: ReadFile;
  /** Height of the picture area, a CSS length. */
  readonly height?: string;
}

export function EvidenceViewer({ files, label, read, height = '26rem' }: EvidenceViewerProps) {
  const [chosenId, setChosenId] = useState<string | null>(null);
  const index = Math.max(
    files.findIndex((file) => file.id === chosenId),
    0,
  );
  const roving = useRoving(files.length, index, (next) => setChosenId(files[next]?.id ?? null));
  const format = useFormat();
  const chosen = files[index];
  if (chosen === undefined) return null;
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        gridTemplateColumns: 'minmax(13rem, 17rem) minmax(0, 1fr)',
        '@container (max-width: 40rem)': { gridTemplateColumns: 'minmax(0, 1fr)' },
      }}
    >
      <Box role="listbox" aria-label={label} sx={{ display: 'grid', gap: 0.75, alignContent: 'start' }}>
        {files.map((file, at) => (
          <ButtonBase
            key={file.id}
            ref={roving.itemRef(at)}
            role="option"
            aria-selected={at === index}
            tabIndex={at === index ? 0 : -1}
            onClick={() => setChosenId(file.id)}
            onKeyDown={roving.onKeyDown}
            sx={{
              justifyContent: 'flex-start',
              textAlign: 'left',
              font: 'inherit',
              gap: 1,
              p: 1,
              borderRadius: `${radiusPx.field}px`,
              border: `1px solid ${at === index ? tone('primary').fill : c.line}`,
              backgroundColor: at === index ? tone('primary').soft : c.surface,
              '&:hover': { backgroundColor: at === index ? tone('primary').soft : c.sunken },
            }}
          >
            <KindIcon mime={file.mime} />
            <Box component="span" sx={{ minWidth: 0 }}>
              <Box component="span" sx={{ display: 'block', overflowWrap: 'anywhere', lineHeight: 1.4 }}>
                {file.name}
              </Box>
              <Box component="span" sx={{ display: 'block', color: c.inkSoft, lineHeight: 1.4 }}>
                {format.fileSize(file.sizeBytes)}
                {file.note === '' ? '' : ` · ${file.note}`}
              </Box>
            </Box>
          </ButtonBase>
        ))}
      </Box>
      <FileView key={chosen.sha256} file={chosen} read={read} height={height} />
    </Box>
  );
}

function KindIcon({ mime }: { readonly mime: string }) {
  const Icon = mime.startsWith('image/')
    ? ImageOutlined
    : mime === 'application/pdf'
      ? PictureAsPdfOutlined
      : mime.startsWith('audio/') || mime.startsWith('video/')
        ? GraphicEqOutlined
        : DescriptionOutlined;
  return <Icon aria-hidden sx={{ color: c.inkSoft }} />;
}

/** What Chromium draws by itself; HEIC is not among it. */
const DRAWN = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];

function FileView({
  file,
  read,
  height,
}: {
  readonly file: ViewedFile;
  readonly read: ReadFile;
  readonly height: string;
}) {
  const { t } = useText();
  const [bytes, setBytes] = useState<Uint8Array | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [round, setRound] = useState(0);
  const [broken, setBroken] = useState(false);
  const isDrawn = DRAWN.includes(file.mime) || file.mime === 'application/pdf';
  const shows = isDrawn || file.mime === 'text/plain';

  useEffect(() => {
    if (!shows) return undefined;
    let current = true;
    void read(file.sha256).then((reply) => {
      if (!current) return;
      if (reply.ok) setBytes(reply.value.bytes);
      else setError(reply.error);
    });
    return () => {
      current = false;
    };
  }, [file.sha256, read, shows, round]);

  const retry = (): void => {
    setError(null);
    setRound(round + 1);
  };
  return (
    <ZoomedRegion label={file.name} height={height} zoomable={isDrawn && !broken && bytes !== null}>
      {(zoom) =>
        error !== null ? (
          <Box sx={{ p: 2 }}>
            <ErrorNotice error={error} onRetry={retry} />
          </Box>
        ) : !shows ? (
          <FileCard file={file} />
        ) : bytes === null ? (
          <Box sx={{ p: 2, color: c.inkSoft }} role="status">
            {t('common:state.loading')}
          </Box>
        ) : (
          <Content file={file} bytes={bytes} zoom={zoom} broken={broken} onBroken={() => setBroken(true)} />
        )
      }
    </ZoomedRegion>
  );
}

interface ContentProps {
  readonly file: ViewedFile;
  readonly bytes: Uint8Array;
  readonly zoom: number;
  readonly broken: boolean;
  readonly onBroken: () => void;
}

function Content({ file, bytes, zoom, broken, onBroken }: ContentProps): ReactNode {
  const { t } = useText();
  if (broken) return <FileCard file={file} />;
  if (file.mime === 'text/plain') {
    return (
      <Box component="pre" sx={{ m: 0, p: 2, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', font: 'inherit' }}>
        {new TextDecoder().decode(bytes)}
      </Box>
    );
  }
  if (file.mime === 'application/pdf') {
    return (
      <Suspense fallback={<Box sx={{ p: 2, color: c.inkSoft }}>{t('common:state.loading')}</Box>}>
        <PdfPages bytes={bytes} name={file.name} zoom={zoom} onBroken={onBroken} />
      </Suspense>
    );
  }
  return <Picture bytes={bytes} mime={file.mime} name={file.name} zoom={zoom} onBroken={onBroken} />;
}

interface PictureProps {
  readonly bytes: Uint8Array;
  readonly mime: string;
  readonly name: string;
  readonly zoom: number;
  readonly onBroken: () => void;
}

function Picture({ bytes, mime, name, zoom, onBroken }: PictureProps) {
  const [url, setUrl] = useState<string | null>(null);
  const [ownWidth, setOwnWidth] = useState<number | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mime }));
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the address lives exactly as long as this effect
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, mime]);
  if (url === null) return null;
  return (
    <Box
      component="img"
      src={url}
      alt={name}
      onError={onBroken}
      onLoad={({ currentTarget }) => setOwnWidth(currentTarget.naturalWidth)}
      sx={{ display: 'block', mx: 'auto', maxWidth: ownWidth === null ? '100%' : 'none' }}
      // Fitted means as wide as the area and never wider than it is.
      style={ownWidth === null ? {} : { width: `calc(min(100%, ${ownWidth}px) * ${zoom})` }}
    />
  );
}

/** Nothing to see, but everything to identify it by. */
function FileCard({ file }: { readonly file: ViewedFile }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <Box sx={{ p: 3, display: 'grid', gap: 1, justifyItems: 'start' }}>
      <KindIcon mime={file.mime} />
      <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{file.name}</Box>
      <Box sx={{ color: c.inkSoft }}>{`${file.mime} · ${format.fileSize(file.sizeBytes)}`}</Box>
      <Box>{t('common:file.noPreview')}</Box>
      <Box className="xt-number" sx={{ color: c.inkSoft, overflowWrap: 'anywhere' }}>
        {t('common:file.fingerprint', { sha256: file.sha256 })}
      </Box>
    </Box>
  );
}
