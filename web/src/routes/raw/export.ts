import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { FileStream } from '../../api/client';
import { problemOfSilence } from '../../api/problem';
import type { FileFormat } from '../../api/records';
import { csvRowCounter } from '../../components/csv-rows';
import { xlsxRowCounter } from '../../components/xlsx-rows';

/** How far a file has come. */
export interface ExportProgress {
  readonly bytes: number;
  /** Those that have come, as far as they can be told apart. */
  readonly rows: number;
  /** How many there will be; null until the server has counted them. */
  readonly total: number | null;
}

export type ReadFile = (format: FileFormat, signal: AbortSignal) => Promise<FileStream>;

/** Of each format, how the rows of a file are counted while it arrives. */
const ROW_COUNTERS: Readonly<Record<FileFormat, () => (chunk: Uint8Array) => number | Promise<number>>> = {
  csv: csvRowCounter,
  xlsx: xlsxRowCounter,
};

/** Progress is shown about so often, however small the pieces are. */
const SHOWN_EVERY_MILLISECONDS = 150;

/** Saves all rows of a filter as a file, and tells how far it has come. Leaving the page ends it. */
export function useExport(read: ReadFile) {
  const [progress, setProgress] = useState<ExportProgress | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const { mutate, reset, error } = useMutation({
    mutationFn: async (format: FileFormat) => {
      const controller = new AbortController();
      stop.current = controller;
      setProgress({ bytes: 0, rows: 0, total: null });
      try {
        const file = await read(format, controller.signal);
        const pieces = await collect(file, format, setProgress);
        save(new Blob(pieces), file.name ?? `skvoz.${format}`);
      } catch (cause) {
        if (!controller.signal.aborted) throw cause;
      } finally {
        setProgress(null);
      }
    },
  });
  return {
    progress,
    error,
    start: mutate,
    cancel: () => stop.current?.abort(),
    dismiss: reset,
  };
}

async function collect(
  { body, rows: total }: FileStream,
  format: FileFormat,
  tell: (progress: ExportProgress) => void,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const countRows = ROW_COUNTERS[format]();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const reader = body.getReader();
  let bytes = 0;
  let toldAt = 0;
  tell({ bytes, rows: 0, total });
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw problemOfSilence(cause);
    });
    if (done) return pieces;
    pieces.push(new Uint8Array(value));
    bytes += value.length;
    const rows = await countRows(value);
    if (performance.now() - toldAt > SHOWN_EVERY_MILLISECONDS) {
      toldAt = performance.now();
      tell({ bytes, rows, total });
    }
  }
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
