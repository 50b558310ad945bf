; Inno Setup 6: for one person, without administrator rights. iscc /DVersion=0.1.0 packaging\windows\archive-inspector.iss
; Expects the folder that `python packaging/build.py bundle` wrote. Not tried on Windows yet.

#ifndef Version
  #error Give the version: /DVersion=...
#endif

[Setup]
AppId={{6E3B8A52-5B0E-4C55-9D0B-0C6E7F3A41B7}
AppName=Archive Inspector
AppVersion={#Version}
AppPublisher=The Archive Inspector contributors
DefaultDirName={localappdata}\Programs\Archive Inspector
DefaultGroupName=Archive Inspector
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
OutputBaseFilename=archive-inspector-{#Version}-setup
OutputDir=..\..\build
Compression=lzma2
SolidCompression=yes
ChangesAssociations=yes
UninstallDisplayIcon={app}\Archive Inspector.exe

[Files]
Source: "..\..\build\dist\archive-inspector\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Archive Inspector"; Filename: "{app}\Archive Inspector.exe"

[Registry]
; Offered under "Open with" for a zip; what opens a zip by itself stays as it is.
Root: HKCU; Subkey: "Software\Classes\Applications\Archive Inspector.exe"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "Archive Inspector"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\Applications\Archive Inspector.exe\SupportedTypes"; ValueType: string; ValueName: ".zip"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\Applications\Archive Inspector.exe\shell\open\command"; ValueType: string; ValueData: """{app}\Archive Inspector.exe"" ""%1"""
