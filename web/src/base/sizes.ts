const numbers = new Intl.NumberFormat("en");

/** An amount of memory for people. */
export const sized = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} bytes`
    : bytes < 1024 * 1024
      ? `${numbers.format(Math.round(bytes / 1024))} KiB`
      : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
