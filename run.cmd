@echo off
rem Double-click: installs the dashboard the first time, then starts it and opens the browser.
chcp 65001 >nul
cd /d "%~dp0"
where py >nul 2>nul && (set "PY=py -3") || (set "PY=python")
%PY% -c "import sys; sys.exit(sys.version_info < (3, 11))" || (
  echo Can cai dat Python 3.11 tro len: https://www.python.org/downloads/
  pause
  exit /b 1
)
if not exist .venv\Scripts\python.exe (
  %PY% -m venv .venv || goto :failed
)
fc /b requirements.txt .venv\installed.txt >nul 2>nul || (
  .venv\Scripts\python -m pip install --quiet --disable-pip-version-check -r requirements.txt || goto :failed
  copy /y requirements.txt .venv\installed.txt >nul
)
.venv\Scripts\streamlit run app.py --server.headless false
if errorlevel 1 goto :failed
exit /b 0

:failed
echo Khong khoi dong duoc. Xem thong bao o tren.
pause
exit /b 1
