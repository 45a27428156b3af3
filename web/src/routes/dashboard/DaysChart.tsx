import { useComputedColorScheme } from '@mantine/core';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dashboard } from '../../api/dashboard';
import { dayAndMonth } from '../../components/figures';
import { currentLanguage } from '../../i18n/language';

use([BarChart, CanvasRenderer, GridComponent, LegendComponent, LineChart, TooltipComponent]);

const COLORS = {
  light: {
    text: '#5b636b',
    line: '#e3e6e8',
    canvas: '#ffffff',
    series: ['#57bcaa', '#4c6ef5', '#e8590c'],
  },
  dark: {
    text: '#a9b0b6',
    line: '#3b4045',
    canvas: '#25282c',
    series: ['#33a390', '#748ffc', '#ff922b'],
  },
} as const;

const SERIES = ['leads', 'deals', 'won'] as const;

/** What is drawn of each day. */
export type DaySeries = (typeof SERIES)[number];

interface DaysChartProps {
  readonly days: Dashboard['leadsByDay'];
  readonly height: number;
  /** A number of a day was clicked. */
  readonly onDay: (date: string, series: DaySeries) => void;
}

/** A picture of the days; the table beside it says the same in words. */
export default function DaysChart({ days, height, onDay }: DaysChartProps) {
  const { t } = useTranslation();
  const scheme = useComputedColorScheme('light');
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);

  useEffect(() => {
    if (place.current === null) return;
    const made = init(place.current, null, { renderer: 'canvas' });
    chart.current = made;
    const watcher = new ResizeObserver(() => made.resize());
    watcher.observe(place.current);
    return () => {
      watcher.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    const made = chart.current;
    if (made === null) return;
    const click = ({ dataIndex, seriesIndex }: { dataIndex: number; seriesIndex?: number }) => {
      const date = days[dataIndex]?.date;
      const series = SERIES[seriesIndex ?? -1];
      if (date !== undefined && series !== undefined) onDay(date, series);
    };
    made.on('click', click);
    return () => void made.off('click', click);
  }, [days, onDay]);

  useEffect(() => {
    const colors = COLORS[scheme];
    const text = { color: colors.text, fontFamily: 'Inter Variable, sans-serif' };
    chart.current?.setOption(
      {
        animation: false,
        color: [...colors.series],
        textStyle: text,
        grid: { left: 8, right: 8, top: 36, bottom: 4, containLabel: true },
        legend: { top: 0, left: 0, textStyle: text, itemWidth: 14, itemHeight: 10 },
        // Drawn on the canvas: the page's policy lets no styles into markup made from text.
        tooltip: {
          trigger: 'axis',
          renderMode: 'richText',
          backgroundColor: colors.canvas,
          borderColor: colors.line,
          textStyle: text,
        },
        xAxis: {
          type: 'category',
          data: days.map(({ date }) => dayAndMonth(date, currentLanguage())),
          axisLabel: text,
          axisLine: { lineStyle: { color: colors.line } },
          axisTick: { show: false },
        },
        yAxis: {
          type: 'value',
          minInterval: 1,
          axisLabel: text,
          splitLine: { lineStyle: { color: colors.line } },
        },
        series: SERIES.map((series) => ({
          name: t(`dashboard.${series}`),
          data: days.map((day) => day[series]),
          ...(series === 'won'
            ? { type: 'line', symbolSize: 6, lineStyle: { width: 2 } }
            : { type: 'bar', barMaxWidth: 18 }),
        })),
      },
      { notMerge: true },
    );
  }, [days, scheme, t]);

  return <div ref={place} style={{ height, width: '100%' }} role="img" aria-label={t('dashboard.chart')} />;
}
