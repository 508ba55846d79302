"""Is my workbook right?"""

import streamlit as st

from dashboard.web import controls, intake

controls.heading(
    "Kiểm tra biểu trước khi nộp: từng ô sai được chỉ rõ",
    "Tải biểu mẫu của đơn vị, nhập số liệu, kiểm tra, sửa đến khi không còn lỗi rồi gửi",
)
form, check = st.columns([2, 3], gap="large")
with form:
    st.subheader("1. Tải biểu mẫu", anchor=False)
    controls.form_download(intake.units())
with check:
    st.subheader("2. Kiểm tra biểu", anchor=False)
    sent = controls.sent_files()
for each in sent:
    controls.checked(each)
st.subheader("3. Nộp biểu", anchor=False)
st.write(
    "Gửi tệp đã kiểm tra kèm báo cáo tổng kết về Sở Lao động - Thương binh và Xã hội. Trang này "
    "chưa mở việc công bố: việc đó chỉ dành cho người có tên trong danh sách, sau khi đăng nhập "
    "được cấu hình. Hiện nay cán bộ tiếp nhận của Sở công bố bằng lệnh "
    "`python -m dashboard publish`."
)
