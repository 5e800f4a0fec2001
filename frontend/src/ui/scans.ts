// A file looked at before it leaves this computer.
import { make } from "./dom";

const PICTURE = /^image\/(png|jpeg)$/;

/** Whether the gate cannot read a file's text, so that a person must declare it unmarked (BM-01…03). */
export const needsDeclaration = (file: File): boolean =>
  file.type.startsWith("image/") || file.type === "application/pdf" || /\.(pdf|jpe?g|png)$/i.test(file.name);

/** The file as it can be shown from memory; a PDF opens beside, since a frame may not show it. */
export function preview(file: File): HTMLElement {
  const address = URL.createObjectURL(file);
  if (PICTURE.test(file.type)) {
    const picture = make("img");
    picture.src = address;
    picture.alt = "尚未上传的扫描件";
    return picture;
  }
  const line = make("p", "paper-missing");
  const link = make("a", "button", "打开看一遍（只在这台电脑上）");
  link.href = address;
  link.target = "_blank";
  line.append(link);
  return line;
}
