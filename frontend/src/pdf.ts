// Loaded only when a PDF is chosen: its pages drawn from memory, before anything is uploaded.
import { GlobalWorkerOptions, OPS, getDocument } from "pdfjs-dist/legacy/build/pdf";
import type { LocalPdf } from "./ui/scans";

const PICTURES: readonly number[] = [
  OPS.paintImageXObject,
  OPS.paintInlineImageXObject,
  OPS.paintImageMaskXObject,
  OPS.paintImageXObjectRepeat,
];
const FEW_CHARACTERS = 60;

async function open(data: ArrayBuffer, worker: string): Promise<LocalPdf> {
  GlobalWorkerOptions.workerSrc = worker;
  // Never let a PDF make code: the policy of the page forbids it as well.
  const pdf = await getDocument({ data: new Uint8Array(data), isEvalSupported: false, verbosity: 0 }).promise;
  return {
    pages: pdf.numPages,
    async isPicture(number) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const letters = items.map((item) => ("str" in item ? item.str : "").replace(/\s/g, "")).join("").length;
      if (letters === 0 || letters >= FEW_CHARACTERS) return letters === 0;
      const { fnArray } = await page.getOperatorList();
      return fnArray.some((operation) => PICTURES.includes(operation));
    },
    async draw(number, width) {
      const page = await pdf.getPage(number);
      const viewport = page.getViewport({ scale: width / page.getViewport({ scale: 1 }).width });
      const canvas = document.createElement("canvas");
      const canvasContext = canvas.getContext("2d");
      if (!canvasContext) throw new Error("no canvas");
      canvas.width = Math.round(viewport.width);
      canvas.height = Math.round(viewport.height);
      await page.render({ canvasContext, viewport }).promise;
      page.cleanup();
      return new Promise((resolve, reject) => {
        canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
      });
    },
    close: () => void pdf.destroy(),
  };
}

window.shuniuPdf = { open };
