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
    "changelog": "# Changelog\n\nAll notable changes to this project.\n\n## Unreleased\n- Fix the build.\n",
}
NUMBERS = {
    "integers": "7200 0 3600 0 9 4 5 23 59 59 0\n0 1 1 0 256 128 128 0 0 1 0\n01 02 03 04 05 06 07 08 09\n",
    "floats": "0.123456 1.500000 -0.250000 12.000001\n4.8 98 6.1 11 2014 3.75\n55.1 60.2 70.3 81.4 92.5\n",
    "svg": '<svg><path d="M12 2 0 96 29 35 29 35-82 43q0-35 24-54t65-19q-37 0-59 17-21 16-21 43 0 21 13 33"/></svg>',
    "obj": "v 1.000000 2.500000 -3.750000\nv 0.577350 0.577350 0.577350\nf 1 2 3 4 5 6 7\n",
    "hdfs": "081109 203615 148 INFO dfs.DataNode: blk_-1608999687919862906 terminating\nblk_38865049064139660 size 67108864\n",
    "json": '{"text": 1234567, "call": 5551234, "cell": 8675309, "desk": 4421907, "contact": 2025550, "epoch": 1697040000}',
    "hexdump": "00000000  7f 45 4c 46 02 01 01 00  00 00 00 00 00 00 00 00\n00000010  03 00 3e 00 01 00 00 00  50 10 00 00 00 00 00 00\n",
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
    for kind, texts in (("code", CODE), ("configuration", CONFIGURATION), ("numbers", NUMBERS), ("years", WARRANTIES), ("language", LANGUAGES))
    for name, text in texts.items()
}  # fmt: skip
