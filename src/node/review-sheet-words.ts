/** What the sheet for health staff says of itself. */
export const TEXTS_SHEET = 'Bài hướng dẫn';
export const TRANSLATIONS_SHEET = 'Bản dịch';
export const HOW_TO_SHEET = 'Cách làm';

export const HOW_TO: readonly string[] = [
  'Cách đọc, sửa và duyệt bài hướng dẫn của Vòng Tay',
  '1. Mỗi dòng ở trang "Bài hướng dẫn" là một bài gửi đến cha mẹ. Chỉ sửa các ô nền vàng: Tiếng Việt, Tiếng Anh, Duyệt. Các ô khác để nguyên, nhất là "Mã" và "Mã văn bản".',
  '2. Đọc cột "Tiếng Việt", đối chiếu với cột "Nguồn". "Độ chắc chắn" cho biết bài được viết từ nguồn đã đọc hay còn cần đối chiếu.',
  '3. Bài đúng và gửi được: ghi x vào cột "Duyệt". Bài chưa chắc: để trống.',
  '4. Bài cần sửa: sửa ngay trong ô. Sửa tiếng Việt thì sửa cả tiếng Anh cho khớp. Nếu bản đã sửa là bản muốn gửi, ghi thêm x vào cột "Duyệt". Bài đã sửa mà chưa duyệt thì ngừng gửi, cho đến khi được duyệt lại.',
  '5. Cột "Tin nhắn không dấu" là tin trên điện thoại cũ: đọc thử xem không dấu có bị hiểu sai không. Cột này và "Số phần tin" tự tính lại khi xuất tệp lần sau.',
  '6. Bài dài nhất là hai phần tin, khoảng 306 ký tự không dấu. Không dùng các ký hiệu ^ { } [ ] ~ | \\ € và hình biểu cảm.',
  '7. Không ghi liều thuốc, không ghi số tiền. Viết "trẻ khuyết tật", không dùng từ gán nhãn hay làm đau lòng.',
  '8. Bài có dấu hiệu nguy hiểm phải nói đến đâu ngay: "... đến trạm y tế hoặc bệnh viện ngay, hoặc gọi 115."',
  '9. Có thể lọc, sắp xếp, ẩn dòng hay cột. Không xóa cột, không đổi tên cột. Dòng nào không gửi lại thì giữ như cũ.',
  '10. Lưu tệp dạng .xlsx, không đặt mật khẩu, rồi gửi lại cho người quản trị.',
  'Trạng thái: "bản nháp" là chưa ai duyệt; "đã duyệt" là đã đọc, chưa gửi; "được gửi" là đang gửi đến cha mẹ.',
];

/** The same of the sheet of a further language, whose name goes behind the first line. */
export const HOW_TO_TRANSLATION: readonly string[] = [
  'Cách duyệt bản dịch bài hướng dẫn của Vòng Tay',
  '1. Mỗi dòng ở trang "Bản dịch" là một bài tiếng Việt và bản dịch của bài đó. Chỉ ghi vào cột "Duyệt", các ô khác để nguyên.',
  '2. Người duyệt cần đọc thạo cả hai thứ tiếng: bản dịch phải nói đúng như bài tiếng Việt, không thêm, không bớt, dễ hiểu với người dân địa phương.',
  '3. Bài có dấu hiệu nguy hiểm: bản dịch phải nói rõ dấu hiệu đó và đến đâu ngay. Không có liều thuốc, không có số tiền nào ngoài bài tiếng Việt.',
  '4. Bản dịch đúng và gửi được: ghi x vào cột "Duyệt". Bài chưa chắc: để trống.',
  '5. Bản dịch cần sửa: không sửa trong tệp này, ghi lại mã bài và câu cần sửa rồi gửi cho người quản trị. Sửa xong, người quản trị xuất tệp mới.',
  '6. Khi bài tiếng Việt hoặc bản dịch thay đổi, bản dịch ngừng gửi cho đến khi được duyệt lại. Trong lúc đó gia đình nhận bài tiếng Việt.',
  '7. Lưu tệp dạng .xlsx, không đặt mật khẩu, rồi gửi lại cho người quản trị.',
  'Trạng thái: "bản nháp" là chưa ai duyệt; "đã duyệt" là đã đọc, chưa gửi; "được gửi" là gửi được, khi bài tiếng Việt cũng được gửi.',
];
