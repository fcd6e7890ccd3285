"""Texts in which nobody's data stands, by kind: code, configuration, catalogues, numbers, other languages.

Written here; each kind is what detectors take for names, logins, phones and passwords.
"""

# ruff: noqa: E501 (lines of programs stand as they are written)

from __future__ import annotations

CODE = {
    "go": """package store

import "errors"

func (s *Store) Open(path string) (*File, error) {
\tif s == nil {
\t\treturn nil, errors.New("closed")
\t}
\tuconn, hconn, err := s.dial(path)
\tif err != nil {
\t\treturn nil, ErrClosed
\t}
\treturn newFile(uconn, hconn), nil
}
""",
    "python": '''import os


class Reader:
    """Reads blocks."""

    def __init__(self, coro, stpmin, stpmax):
        self.coro = coro
        self.username = config["username"]
        self.password = settings.DB_PASSWORD

    @cached_property
    def total(self):
        if self.coro is None:
            return stpmin
        elif self.stpmax:
            return await coro
        return Args(stpmin, stpmax)
''',
    "perl": """use strict;
use warnings;
our @ISA = qw(Exporter);
our @EXPORT_OK = qw(read_block);
sub read_block {
    my ($self, @args) = @_;
    push @lines, $_ foreach @args;
    return unless defined $self;
    print "$_\\n" for sort @lines;
}
1;
""",
    "ruby": """class Worker
  def initialize(queue)
    @queue = queue
    @retries = nil
  end

  def perform
    return nil if @queue.empty?
    raise Err, "no job" unless @retries
  end
end
""",
    "c": """#include <stdio.h>
#ifdef SOMAXCONN
#define MIN_BACKLOG 128
#endif
/**
 * @msgbuf: buffer
 * @nr_zones: number of zones
 */
static int read_password(const char *pass, struct SRP_user_pwd *user_pwd)
{
    status_pass = pass;
    wcstombs(buf, msgbuf, chars + 1);
    return strdup(user_pwd->password);
}
""",
    "lua": """local last = nil
local map = { "rsp", nil, nil, "rbp" }
if last == nil then
  last = map[1]
elseif imms >= 48 then
  return nil
end
""",
    "minified": "!function(){function An(n){return n}var Ut=function(n,t){return An(n)},Wt=function(n){return Ut(n,function(n,u){e[+r]=n})};"
    * 6,
    "css": "@font-face {\n  font-family: Iconset;\n  src: url(x.woff);\n}\n.hljs-pragma,\n.hljs-meta {\n  color: maroon;\n}\n",
}
CONFIGURATION = {
    "kubernetes": 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: environment-config\n  namespace: default\ndata:\n  LEDGER_API_ADDR: "ledgerwriter:8080"\n  MODE: demo\n',
    "env": "DB_HOST=localhost\nDB_USER=\nDB_PASSWORD=\nDB_NAME=shop\nAPI_ADDR=gateway:9000\n",
    "yaml": "login:\n  branding:\n    banner: off\npassword:\n  min_length: 12\n  require_upper: true\nparams:\n- arg_name: request-id\n- arg_name: node-count\n",
    "cloudformation": '{"Parameters": {"AccountId": {"Type": "String", "Default": "123456789012"}}, "Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}',
    "go.sum": "cloud.google.com/go/auth v0.20.0 h1:kXTssoVb4azsVDoUiF8KvxAqrsQcQtB53DcSgta74CA=\ncloud.google.com/go/auth v0.20.0/go.mod h1:942/yi/itH1SsmpyrbnTMDgGfdy2BUqIKyd0cyYLc5Q=\n",
    "properties": "field104.name= prioridad del mensaje\nfield106.name= referencia de entrada (MIR)\nfield107.name= indicador de usuario\nfield108[011].name= referencia\n",
    "names_of_things": '[{"name": "OpenLDAP"}, {"name": "QueueOne"}, {"name": "ContactFlowEvent"}, {"item": {"name": "Development services", "price": "90.00"}}]',
    "mime": "".join(
        f'<comment xml:lang="{lang}">{said}</comment>\n'
        for lang, said in (
            ("af", "Vorbis-klank"),
            ("da", "Vorbis-lyd"),
            ("fi", "Vorbis-ääni"),
            ("sq", "Audio Vorbis"),
            ("eo", "Vorbis-sondosiero"),
            ("hu", "Vorbis hang"),
            ("it", "Audio Vorbis"),
        )
    ),
    "desktop": "[Desktop Entry]\nName=Files\n"
    + "".join(
        f"Name[{lang}]={said}\n"
        for lang, said in (
            ("da", "Filer"),
            ("eu", "Fitxategiak"),
            ("fi", "Tiedostot"),
            ("hu", "Fájlok"),
            ("sl", "Datoteke"),
            ("tr", "Dosyalar"),
            ("pt_BR", "Arquivos"),
        )
    ),
    "characters": "38A\t\tGREEK CAPITAL LETTER IOTA TONOS\n3D6\t\tGREEK SMALL LETTER OMEGA PI\nE46\t\tTHAI LETTER KHO KHAI\n",
    "alsa": "pcm.default {\n\t@args [ CARD ]\n\t@args.CARD { type string }\n\t@func refer\n\tname {\n\t\t@func concat\n\t}\n}\n",
    "vim": 'syn region cParen start="(" end=")" contains=ALLBUT,@cParenGroup,cErrInBracket\nsyn match cNumber "[0-9]" contains=@cNumberGroup\n',
    "pod": "=head1 DESCRIPTION\n\nThe directory is added to @INC and @dl_resolve_using is set.\n\n=item *\n\nReads @ARGV.\n\n=cut\n",
    "entities": "let g:names = {\n  'entities': ['AElig', 'Aacute', 'Acirc', 'Agrave', 'Alpha', 'Aring', 'Atilde', 'Auml'],\n  'more': ['Ccedil', 'Eacute', 'Egrave', 'Epsilon', 'Theta', 'Upsilon'],\n}\n",
    "services": '{"metadata": {"uid": "storagegateway-2013-06-30", "user_prompt_closed": "browsingContext.userPromptClosed"}, "Signed-By": "$KEYRING"}',
    "collections": "[0.015s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 20M->3M(256M) 2.1ms\n"
    "[0.9s][info][gc] GC(1) Concurrent Mark Cycle\n[1.9s][info][gc] GC(2) Pause Remark 10M->10M(20M) 0.4ms\n",
    "makefile": "clean:\n\t@rm -f x\nhelp:\n\t@grep -E '^[a-z]+:' Makefile | sort\n\t@awk '{print $$1}' x\n",
    "systemd": "[Unit]\nAfter=systemd-user-lookup.target nss-user-cache.socket\nBefore=getty.target\n\n[Service]\nSystemCallFilter=@clock @raw-io\n\n[Install]\nAlias=dbus-org.acme.relay1.service\nWantedBy=timers.target\n",
    "locale": 'LC_TIME\n% Full month names\nmon "Janairu";"Faburairu";"Maris";/\n    "Afirilu";"Mayu"\nEND LC_TIME\n<U0902> <U0903>\n<U213F> <U03A0> % CAPITAL\n<U2402> <U0053>\n<U20B4> <U0433>\n',
    "attributes": "cdef class Unpacker:\n    ctypedef struct wire_user:\n        bint use_list\n    def feed(self):\n        ctx.user.max_str_len = max_str_len\n        ctx.user.has_pairs_hook = True\n        raise ValueError(E12.format(alias=alias))\n",
    "cmake": "# the name of the library for the user is FOO_LIBRARY, and FOO_LIBRARY is set.\nset(X ${FOO_LIBRARY} CACHE STRING)\n",
    "make": "RANLIB = ranlib\nSOABI=\t\tcp311-x86_64\nifeq ($(CURDIR),$(dir $(Karlib)))\nendif\n",
    "fortran": "      SUBROUTINE GREET\n      DOUBLE PRECISION LONG\n      RETURN\n      END SUBROUTINE GREET\n",
    "fontconfig": '<fontconfig>\n<alias binding="same">\n<family>Bitstream Vera Sans</family>\n<prefer><family>Nimbus Roman</family><family>Zapf Chancery Std</family></prefer>\n</alias></fontconfig>\n',
    "spdx": '["0BSD", "AAL", "AMD-newlib", "AMDPLPA", "AML-glslang", "ANTLR-PD", "BSD-1-Clause", "CERN-OHL-1.2", "HP-1986", "MIT-0", "Mup", "NAIST-2003", "NASA-1.3", "NBPL-1.0"]',
    "grants": "GRANT EXECUTE ON FUNCTION pages() TO pg_stat_scan_tables;\nGRANT SELECT ON cache TO pg_monitor;\n",
    "source map": '{"version":3,"sources":["webpack:///./src/Grant.vue"],"names":["Carter","Will","getName","Mason"],"mappings":"AACA,Kiakk,SAASA,Mason,IAAI;AAAC,Carla,GAAG","file":"b.js"}',
    "arb": '{"@@locale": "de", "title": "Willkommen", "hello": "Hallo", "cancel": "Abbrechen", "month": "Mai"}',
    "npm": "npm login --scope=@anvil --registry=https:\nnpm logout --scope=@anvil\n@lathe:registry=https:\n",
    "rst": "Changes\n=======\n\n- Add ``@cachedmethod`` and the ``@memoize`` decorator.\n",
    "template": "run: publish '${{ github.ref_name }}' and {{ page.Carter }}\n",
    "updates": "# Changelog\n\n- Bump Jackson from 2.13 to 2.14.1\n- Bump Carter from v1.2 to v1.3\n",
    "changelog": "# Changelog\n\nAll notable changes to this project.\n\n## Unreleased\n- Fix the build.\n",
}
WRITTEN_ABOUT_PROGRAMS = {
    "mixers": "EnableSequence [\n\tcset \"name='HPO Mux' 0\"\n\tcset \"name='HPO L Switch' 0\"\n\tcset \"name='HPO R Switch' 0\"\n\tcset \"name='SPKVOL L Switch' on\"\n]\n",
    "openers": "Set by \\fBnpm ci\\fR and \\fBnpm install\\fR. See below for more.\n\\fBbar\\fR. Any environment that is not set is left.\n",
    "definition": "Mordel is a cryptographic library.\nIn particular, Mordel does no selection.\n",
    "kernel-doc": "/**\n * struct stats\n *\n * @multicast: packets\n *\n *   For some devices.\n *\n * @rx_errors: errors\n */\nstruct stats {\n\t__u64\trx_errors;\n\t__u64\tmulticast;\n\t__u64\tcollisions;\n};\n",
    "machines": '[{"JobState": "New", "ClusterState": "Pending", "email": ""}, {"JobState": "Done", "ClusterState": "Idle"}]',
    "bus": '<busconfig>\n<policy user="polkitd">\n<allow own="org.x"/>\n</policy>\n</busconfig>\n[Service]\nUser=systemd-timesync\n',
    "teams": "await team.create('@acme:cli', {token})\n",
    "folders": 'PROFILE="$(shell pwd)/code-%p.raw"\n',
    "assembler": 'local map = {\n  ["fp"] = "fcmov",\n}\n--- 6x\nlocal ops = {\n"pusha","popa","bound","arpl",\n"wrmsr","rdtsc","rdmsr","rdpmc",\n"psrlw",nil,"psraw","psllw",\n}\n-- NYI: masked loads.\nreturn ops\n',
    "encoding": '["8580","厷厸厹厺厼厽厾叀參",4,"叏叐叒叓叕",7,"볎볒볓볔볖볗볙볚볛볝",22]\n',
    "ucm": 'SectionDevice."Headphone" {\n\tComment "Headphones"\n\tValue {\n\t\tPlaybackPCM "hw:${CardId}"\n\t\tJackControl "Headphone Jack"\n\t\tJackHWMute "Speaker"\n\t}\n}\n',
    "scripts": "Sc:\n1740\t1753\tBuhid\n1760\t176C\tTagbanwa\n1780\t17DD\tKhmer\nAADB\tAADF\tTai\n10A00\t10A03\tKharoshthi\n",
    "fonts": "<fontconfig>\n<!-- Times   Nimbus Roman   TeX Gyre Termes -->\n<description>Disable hinting for Bitstream Vera fonts</description>\n<match><string>Bitstream Vera Sans</string></match>\n</fontconfig>\n",
    "transliteration": "% SMALL TILDE\n<U02DC> <U007E>\n% EM DASH\n<U2014> <U002D>\n% ASTERISK OPERATOR\n<U2217> <U002A>\n% RATIO\n<U2236> <U003A>\n% TILDE OPERATOR\n<U223C> <U007E>\n% FIGURE DASH\n<U2012> <U002D>\n% FRACTION SLASH\n<U2044> <U002F>\n",
    "readme": "Mordel\n======\n\nMordel is a small library. Install it with `pip install mordel`, then use Mordel to read files.\nA Fluxstore instance keeps the data; compatible with Kestrelis.\n\n- Coerce the version\n",
    "man page": '.SH "SYNOPSIS"\n.nf\nnpm bugs\n\nalias: issues\n.fi\n.P\nprecedence is cli > env > project > user > global.\n; would apply to @myorg and @another\n',
    "makefile options": "SHLIB = -Xlinker -export-dynamic\nshlib\t\t= lib.so\nHOST = 'build_alias=x86_64-unknown-linux-gnu'\n",
    "notes": "Upgraded Quorlin to 2.15.3. It is faster than Zandris.\n",
    "mime of a language called Ada": "".join(
        f'<comment xml:lang="{lang}">{said}</comment>\n'
        for lang, said in (
            ("tr", "Ada kaynak kodu"),
            ("sv", "Ada-källkod"),
            ("lv", "Ada pirmkods"),
            ("de", "Ada-Quelltext"),
            ("fr", "code source Ada"),
            ("ko", "Ada 소스 코드"),
            ("nl", "Ada-broncode"),
        )
    ),
}
NUMBERS = {
    "code points": "5917 5918 592E 5931\n5932 5933 5934 5974 5975 5976 5B55 5B81\n1E1C\t\t0228 0306\n1E1D\t\t0045 0306\n",
    "blocks of characters": "0980..09FF; Bengali\n1740..175F; Buhid\n1A20..1AAF; Tai Tham\n10B80..10BAF; Psalter Pahlavi\n",
    "ages of things": "min-release-age=7\nif ($age > 60) { warn }\nThe code is a 29-character text. Versions more than 60 days old are refused.\n",
    "integers": "7200 0 3600 0 9 4 5 23 59 59 0\n0 1 1 0 256 128 128 0 0 1 0\n01 02 03 04 05 06 07 08 09\n",
    "floats": "0.123456 1.500000 -0.250000 12.000001\n4.8 98 6.1 11 2014 3.75\n55.1 60.2 70.3 81.4 92.5\n",
    "svg": '<svg><path d="M12 2 0 96 29 35 29 35-82 43q0-35 24-54t65-19q-37 0-59 17-21 16-21 43 0 21 13 33"/></svg>',
    "obj": "v 1.000000 2.500000 -3.750000\nv 0.577350 0.577350 0.577350\nf 1 2 3 4 5 6 7\n",
    "hdfs": "081109 203615 148 INFO dfs.DataNode: blk_-1608999687919862906 terminating\nblk_38865049064139660 size 67108864\n",
    "json": '{"text": 1234567, "call": 5551234, "cell": 8675309, "desk": 4421907, "contact": 2025550, "epoch": 1697040000}',
    "stations": "station_id,station_name,lat,lon\nUSW0011,MADISON DANE CO,43.1,-89.3\nUSW0012,JACKSON HOLE,43.6,-110.7\n",
    "sheets": "ACCIDENT  REPORT\n\nPolicy  No.  ________   Suf  ____\nPeril  Code  ______   Bodily  [ ]\n",
    "cards in rows": "77 12 59590802 24600538 8812 3\n4 59590802 24600538 1 2 3\n",
    "blocks": "block blk_4875740952766578700 of size 12\nblock blk_-6800580267461460768 of size 12\n",
    "parts": "Part: BRKT536-22-1234 Rev A\nSKU: KIT218-64-9021 bin 2\n",
    "wavefront": "# OBJ File\nmtllib a.mtl\no Suzanne\nv 0.4 1.5 -0.2\nusemtl Rosa\nf 1//2 2//3 3//1\n",
    "fastq": "@SRR2272895.1 1 length=24\nGATTACAGATTACAGATTACAGAT\n+\nD?@BEA;=A;>B>?=@CAB?;<=A\n",
    "places": '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Point", "coordinates": [1.5, 2.5]}, "properties": {"natural": "peak", "name": "Castle Rock"}}]}',
    "hexdump of random bytes": "00000500  81 d9 67 b4 4f 4c 9c 4a  03 27 37 10 65 f0 99 e1\n00000510  c1 96 59 23 40 74 b2 fe  1d bf 5d 6c 4a 69 37 d1\n00000520  3e 65 00 75 80 87 af 90  91 9c d2 e7 b8 8f f3 aa\n",
    "hexdump": "00000000  7f 45 4c 46 02 01 01 00  00 00 00 00 00 00 00 00\n00000010  03 00 3e 00 01 00 00 00  50 10 00 00 00 00 00 00\n",
}
WORDS = {
    "words": "above\nacross\nbasil\nbottle\ncarter\ncement\ndale\ndawn\ndean\ndinner\ndrawer\ndrew\nearl\neleven\nfather\nfern\n",
    "hunspell": "9\nabandon/MS\nabate/Y\nAbbott/DGS\nAustin/Y\nBaker/MS\nBoston/Y\nCarolina/S\nVictoria/S\n",
}
WARRANTIES = {
    "warranty": "It comes with 12 years of warranty and 3 years of support, after 25 years of experience.",
    "garantia": "Tiene 12 años de garantía y 3 años de soporte, tras 25 años de experiencia.",
}
LANGUAGES = {
    "german": "Mein Gehirn braucht keine Getränke. Warum isst du nicht? Ich bin nur ein Computer und kann weder essen noch trinken. Der Fuchs und die Hunde sind im Teich nicht zu sehen.",
    "portuguese": "você é muito linda e eu sei disso também. Não tem nada mais bonito do que uma tarde na praia com os amigos.",
    "dutch": "Mijn brein heeft geen dranken nodig en ik ben daar niet toe in staat. Zullen robots ooit kunnen eten? Elektriciteit is voedsel voor het apparaat.",
    "turkish": "Bu sözleşme tarafların taahhütlerini kapsar ve KİRAYA VEREN ile KİRALAYAN için bir bütün olarak kabul edilir.",
    "latin": "Nunc venenatis leo vel mi. Mauris ornare ac lectus. Maecenas sit amet lacus. Donec vitae hendrerit tortor, at posuere libero.",
    "spanish": "¿Qué es esto? Estoy horneando un pastel en casa. Usas bases de datos para todo. Vaya preguntas que haces a la gente. Empezar por el principio es lo mejor.",
}
TEXTS = {
    f"{kind} {name}": text
    for kind, texts in (("code", CODE), ("configuration", CONFIGURATION), ("program", WRITTEN_ABOUT_PROGRAMS), ("numbers", NUMBERS), ("words", WORDS), ("years", WARRANTIES), ("language", LANGUAGES))
    for name, text in texts.items()
}  # fmt: skip
