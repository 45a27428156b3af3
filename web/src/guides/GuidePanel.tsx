import { Accordion, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VendorName } from '../api/vendors';
import { ErrorState } from '../components/ErrorState';
import { LoadingState } from '../components/LoadingState';
import { currentLanguage } from '../i18n/language';
import { chaptersOf } from './chapters';
import { guides } from './guides';

const GuideBlocks = lazy(async () => ({ default: (await import('./GuideBlocks')).GuideBlocks }));

const WHOLE = 'guide';
/** From here on it stands beside the settings; on narrower screens it would push them out of sight. */
const BESIDE = '(min-width: 75em)';

/** The vendor's own steps; folded away as a whole or chapter by chapter. */
export function GuidePanel({ vendor }: { vendor: VendorName }) {
  const { t } = useTranslation();
  const isBeside = useMediaQuery(BESIDE, undefined, { getInitialValueInEffect: false });
  const [chosen, setChosen] = useState<string | null>();
  const shown = chosen === undefined ? (isBeside ? WHOLE : null) : chosen;
  const [wasShown, setWasShown] = useState(false);
  if (shown !== null && !wasShown) setWasShown(true);
  return (
    <Accordion variant="contained" order={2} value={shown} onChange={setChosen}>
      <Accordion.Item value={WHOLE} bg="var(--mantine-color-body)">
        <Accordion.Control>
          <Text fw={600}>{t('guide.title')}</Text>
        </Accordion.Control>
        <Accordion.Panel>
          {/* Neither fetched nor drawn where it stands folded away. */}
          {wasShown && <Chapters vendor={vendor} />}
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

function Chapters({ vendor }: { vendor: VendorName }) {
  const language = currentLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ['guide', vendor, language],
    queryFn: async () => chaptersOf((await guides[vendor][language]()).default),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <LoadingState lines={4} />;
  return (
    <Accordion multiple order={3} styles={{ content: { paddingInline: 0 }, control: { paddingInline: 0 } }}>
      {data.map(({ title, blocks }) => (
        <Accordion.Item key={title} value={title}>
          <Accordion.Control>
            <Text size="sm" fw={500}>
              {title}
            </Text>
          </Accordion.Control>
          <Accordion.Panel>
            <Suspense fallback={<LoadingState lines={2} />}>
              <GuideBlocks blocks={blocks} />
            </Suspense>
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}
