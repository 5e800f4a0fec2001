// A file looked at before it leaves this computer: whether the gate can read it, and how it looks.
import { make } from "./dom";

/** A PDF opened from memory. Pages count from 1. */
export interface LocalPdf {
  pages: number;
  /** Whether a page is a picture without text for the gate. */
  isPicture(page: number): Promise<boolean>;
  draw(page: number, width: number): Promise<Blob>;
  close(): void;
}

declare global {
  interface Window {
    shuniuPdf?: { open(data: ArrayBuffer, worker: string): Promise<LocalPdf> };
  }
}

const PAGE_WIDTH = 1400;
const MOST_PAGES = 60;
const isPdf = (file: File) => file.type === "application/pdf" || /\.pdf$/i.test(file.name);
const isShownPicture = (file: File) => /^image\/(png|jpeg|gif|bmp|webp)$/.test(file.type);
export const isScan = (file: File) => isPdf(file) || isShownPicture(file);

let reader: Promise<void> | null = null;

/** Fetch the PDF reader once; *place* carries its addresses. */
function fetchReader(place: HTMLElement): Promise<void> {
  reader ??= new Promise((resolve, reject) => {
    const script = make("script");
    script.src = place.dataset.pdf ?? "";
    script.onload = () => resolve();
    script.onerror = () => reject(new Error("no reader"));
    document.head.append(script);
  });
  reader.catch(() => (reader = null));
  return reader;
}

const opened = new WeakMap<File, Promise<LocalPdf>>();

/** Open a PDF once for looking into it and for showing it. */
function openPdf(file: File, place: HTMLElement): Promise<LocalPdf> {
  const earlier = opened.get(file);
  if (earlier) return earlier;
  const opening = fetchReader(place).then(async () => {
    if (!window.shuniuPdf) throw new Error("no reader");
    return window.shuniuPdf.open(await file.arrayBuffer(), place.dataset.pdfWorker ?? "");
  });
  opened.set(file, opening);
  return opening;
}

function closePdf(file: File, pdf: LocalPdf): void {
  opened.delete(file);
  pdf.close();
}

/** Whether the gate cannot read a file's text, so that a person must declare it unmarked (BM-01…03). */
export async function needsDeclaration(file: File, place: HTMLElement): Promise<boolean> {
  if (isShownPicture(file)) return true;
  if (!isPdf(file)) return false;
  try {
    const pdf = await openPdf(file, place);
    for (let page = 1; page <= pdf.pages; page += 1) if (await pdf.isPicture(page)) return true;
    closePdf(file, pdf);
    return false;
  } catch {
    // Broken, or with a password: the server says so, and keeps nothing.
    return false;
  }
}

/** Show a file from memory in a sheet, page by page; *grown* is called whenever a page has come. */
export async function preview(file: File, sheet: HTMLElement, place: HTMLElement, grown: () => void): Promise<void> {
  if (isShownPicture(file)) return addPage(sheet, URL.createObjectURL(file), file.name, grown);
  if (!isPdf(file)) {
    sheet.append(make("p", "paper-missing", "这种文件在浏览器里看不了，请先用本机的软件逐页看过。"));
    return;
  }
  try {
    const pdf = await openPdf(file, place);
    for (let page = 1; page <= Math.min(pdf.pages, MOST_PAGES); page += 1) {
      if (!sheet.isConnected) break;
      const picture = await pdf.draw(page, PAGE_WIDTH);
      addPage(sheet, URL.createObjectURL(picture), `${file.name} 第 ${page} 页`, grown);
    }
    if (pdf.pages > MOST_PAGES)
      sheet.append(make("p", "paper-missing", `这里只显示前 ${MOST_PAGES} 页，其余请用本机的软件看过。`));
    closePdf(file, pdf);
  } catch {
    sheet.append(make("p", "paper-missing", "这个 PDF 打不开：可能已经损坏，或者设有密码。请让来文单位重新发送，或打印后扫描。"));
  }
}

function addPage(sheet: HTMLElement, address: string, alt: string, grown: () => void): void {
  const figure = make("figure", "paper-page");
  const picture = make("img");
  picture.alt = `尚未上传的扫描件 ${alt}`;
  picture.addEventListener("load", grown);
  picture.src = address;
  figure.append(picture);
  sheet.append(figure);
}

/** Take what was shown out of the memory. */
export function forget(sheet: HTMLElement): void {
  for (const picture of Array.from(sheet.querySelectorAll("img")))
    if (picture.src.startsWith("blob:")) URL.revokeObjectURL(picture.src);
  sheet.textContent = "";
}
