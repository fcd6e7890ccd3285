{{- define "gateway.name" -}}
{{- printf "%s" .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "gateway.selector" -}}
app.kubernetes.io/name: objectlambda-gateway
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "gateway.labels" -}}
{{ include "gateway.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "gateway.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{ .Values.serviceAccount.name | default (include "gateway.name" .) }}
{{- else -}}
{{ .Values.serviceAccount.name | default "default" }}
{{- end -}}
{{- end -}}

{{/* A value of TOML. Numbers come as floating point: whole ones are written without a fraction. */}}
{{- define "toml.value" -}}
{{- if kindIs "map" . -}}
{ {{- range $index, $key := keys . | sortAlpha }}{{ if $index }},{{ end }} {{ $key | toJson }} = {{ include "toml.value" (get $ $key) }}{{ end }} }
{{- else if kindIs "slice" . -}}
[{{ range $index, $item := . }}{{ if $index }}, {{ end }}{{ include "toml.value" $item }}{{ end }}]
{{- else if kindIs "float64" . -}}
{{- if eq (floor .) . -}}{{ printf "%.0f" . }}{{- else -}}{{ toJson . }}{{- end -}}
{{- else -}}
{{ toJson . }}
{{- end -}}
{{- end -}}

{{/* A table of TOML and those below it. Takes a list of the table's name and its values. */}}
{{- define "toml.table" -}}
{{- $name := index . 0 -}}{{- $values := index . 1 -}}
{{- if $name }}[{{ $name }}]
{{ end }}
{{- range $key := keys $values | sortAlpha }}{{ $value := get $values $key }}
{{- if not (or (kindIs "map" $value) (kindIs "invalid" $value)) }}{{ toJson $key }} = {{ include "toml.value" $value }}
{{ end }}{{ end }}
{{- range $key := keys $values | sortAlpha }}{{ $value := get $values $key }}
{{- if kindIs "map" $value }}
{{ include "toml.table" (list (ternary (toJson $key) (printf "%s.%s" $name (toJson $key)) (eq $name "")) $value) }}
{{- end }}{{ end }}
{{- end -}}

{{- define "gateway.toml" -}}
{{- if and .Values.serviceMonitor.enabled (not .Values.config.gateway.open_metrics) -}}
{{- fail "serviceMonitor needs config.gateway.open_metrics: true, since Prometheus reads /-/metrics from another machine" -}}
{{- end -}}
{{- if not (or .Values.config.access_points .Values.config.webhooks) -}}
{{- fail "config.access_points is empty: name at least one, its origin and its functions" -}}
{{- end -}}
{{- $pods := ternary (.Values.autoscaling.maxReplicas | int64) (.Values.replicas | int64) .Values.autoscaling.enabled -}}
{{- if and (gt $pods 1) (not .Values.config.gateway.tag_key) -}}
{{- range $name, $point := .Values.config.access_points -}}
{{- if regexMatch "pii[_-](redaction|access[_-]control)" (toJson (list $point.function $point.functions $point.rules)) -}}
{{- fail (printf "access point %s is served by several pods: config.gateway.tag_key must name the secret that all of them seal ETags with, such as env:OBJECTLAMBDA_TAG_KEY" $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{ include "toml.table" (list "" .Values.config) }}
{{- end -}}

{{/* Mebibytes of memory of a pod. */}}
{{- define "gateway.mebibytes" -}}
{{- $budget := .Values.config.gateway.memory_budget_bytes | default 536870912 | int64 -}}
{{- $workers := .Values.config.gateway.workers | default 1 | int64 -}}
{{- mul $workers (add 1536 (div (add $budget 1048575) 1048576)) -}}
{{- end -}}

{{/* Gibibytes of the cache's volume: what it may hold, rounded up, and one for what is being made. */}}
{{- define "gateway.cacheGibibytes" -}}
{{- $bytes := 0 -}}
{{- with .Values.config.gateway.cache -}}{{- $bytes = .max_bytes | default 10737418240 | int64 -}}{{- end -}}
{{- add 1 (div (add $bytes 1073741823) 1073741824) -}}
{{- end -}}
