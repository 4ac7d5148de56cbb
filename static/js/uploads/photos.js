// Photos are made smaller before they are sent: a school's line is slow, and a page shows no more than this.
"use strict";

const portalPhotos = (() => {
  const LONGEST_SIDE = 2000;
  const SMALL = 1024 * 1024;
  const isPhoto = (file) => /^image\/(jpeg|png|webp|hei[cf])$/.test(file.type) || /\.hei[cf]$/i.test(file.name);

  return {
    // The photo as a smaller JPEG, upright, without the place and time that the camera wrote; else the file as it is.
    shrink: async (file) => {
      if (!isPhoto(file)) return file;
      try {
        const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
        const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
        if (scale === 1 && file.size <= SMALL) return file;
        const canvas = document.createElement("canvas");
        canvas.width = Math.round(picture.width * scale);
        canvas.height = Math.round(picture.height * scale);
        const pen = canvas.getContext("2d");
        pen.fillStyle = "white"; // under what is transparent
        pen.fillRect(0, 0, canvas.width, canvas.height);
        pen.imageSmoothingQuality = "high";
        pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
        picture.close();
        const jpeg = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.8));
        if (!jpeg || jpeg.size >= file.size) return file;
        return new File([jpeg], `${file.name.replace(/\.[^.]+$/, "")}.jpg`, { type: "image/jpeg" });
      } catch {
        return file; // a kind that this browser does not open: the portal looks at it itself
      }
    },
  };
})();
