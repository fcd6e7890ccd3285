"""Names of fields in Chinese, Japanese and Korean, by the English name that means the same."""

from __future__ import annotations

_ENGLISH = {
    "full name": "姓名 名字 客户姓名 患者姓名 联系人 收件人"
    " 氏名 お名前 名前 担当者 顧客名 患者名 이름 성명 고객명 환자명 담당자",
    "last name": "姓 성",
    "first name": "名",
    "phone": "电话 電話 手机 手機 手机号 手机号码 电话号码 联系电话"
    " 電話番号 携帯電話 携帯番号 전화 전화번호 휴대폰 연락처",
    "address": "地址 住址 家庭住址 收货地址 住所 所在地 주소",
    "city": "城市 市 市区町村 도시",
    "postal code": "邮编 邮政编码 郵便番号 우편번호",
    "email": "邮箱 电子邮箱 电子邮件 邮件 メール メールアドレス 이메일",
    "birth date": "出生日期 生日 生年月日 생년월일",
    "age": "年龄 年齡 年齢 나이",
    "password": "密码 密碼 パスワード 비밀번호",
    "username": "用户名 账号名 登录名 ユーザー名 사용자명 아이디",
    "passport number": "护照 护照号 旅券番号 パスポート番号 여권번호",
    "account number": "银行账号 账号 帳號 口座番号 계좌번호",
    "card number": "卡号 银行卡号 カード番号 카드번호",
}
_BY_NAME = {name: english for english, names in _ENGLISH.items() for name in names.split()}


def in_english(name: str) -> str:
    """The English name of a field, or ``name`` itself."""
    return name if name.isascii() else _BY_NAME.get(name.strip(" \u3000\"'"), name)
