variable "service_name" {
  type        = string
  description = "サービス名"
}

variable "cluster_name" {
  type        = string
  description = "ECS クラスター名"
}

variable "container_image" {
  type        = string
  description = "コンテナイメージ URI"
}

variable "desired_count" {
  type        = number
  description = "タスク数"
  default     = 3
}
